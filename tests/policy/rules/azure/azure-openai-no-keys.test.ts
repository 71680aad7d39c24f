import { rule } from "../../../../policy/rules/azure/azure-openai-no-keys.ts";
import { azure } from "../../../support/azureResource.ts";
import { describeRule } from "../../../support/rule.ts";

const account = (properties?: object) => azure("cognitiveservices:Account", { kind: "OpenAI", properties });

describeRule(rule, {
  passes: { "an account without keys": { of: account({ disableLocalAuth: true }) } },
  fails: {
    "an account that says nothing": { of: account(), finds: ["properties.disableLocalAuth: got nothing, want true"] },
    "an account with keys": {
      of: account({ disableLocalAuth: false }),
      finds: ["properties.disableLocalAuth: got false, want true"],
    },
  },
  unknown: { "a value that is not known yet": { of: account({}), path: "properties.disableLocalAuth" } },
  remedies: {
    keys: {
      of: account({ disableLocalAuth: false, customSubDomainName: "acme" }),
      to: { kind: "OpenAI", properties: { disableLocalAuth: true, customSubDomainName: "acme" } },
    },
  },
  mutation: {
    kind: "azure-native:cognitiveservices:Account",
    change: ({ props }) => {
      delete props.properties.disableLocalAuth;
    },
  },
});
