import { rule } from "../../../../policy/rules/azure/azure-openai-identity.ts";
import { azure } from "../../../support/azureResource.ts";
import { describeRule } from "../../../support/rule.ts";

const account = (identity?: object) => azure("cognitiveservices:Account", { kind: "OpenAI", identity });

describeRule(rule, {
  passes: {
    "an identity of its own": { of: account({ type: "SystemAssigned" }) },
    "both sorts of identity": { of: account({ type: "SystemAssigned, UserAssigned" }) },
  },
  fails: {
    "an account that says nothing": { of: account(), finds: ["identity.type: got nothing, want an identity"] },
    "an account that wants none": {
      of: account({ type: "None" }),
      finds: ['identity.type: got "None", want an identity'],
    },
  },
  unknown: { "a type that is not known yet": { of: account({}), path: "identity.type" } },
  mutation: {
    kind: "azure-native:cognitiveservices:Account",
    change: ({ props }) => {
      delete props.identity;
    },
  },
});
