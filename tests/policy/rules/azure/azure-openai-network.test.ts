import { rule } from "../../../../policy/rules/azure/azure-openai-network.ts";
import { azure } from "../../../support/azureResource.ts";
import { describeRule } from "../../../support/rule.ts";

const account = (properties?: object) => azure("cognitiveservices:Account", { kind: "OpenAI", properties });
const want = 'want "Disabled", or "Deny" at properties.networkAcls.defaultAction';

describeRule(rule, {
  passes: {
    "a closed account": { of: account({ publicNetworkAccess: "Disabled" }) },
    "an account that denies by default": { of: account({ networkAcls: { defaultAction: "Deny" } }) },
  },
  fails: {
    "an account that says nothing": { of: account(), finds: [`properties.publicNetworkAccess: got nothing, ${want}`] },
    "an account that allows by default": {
      of: account({ publicNetworkAccess: "Enabled", networkAcls: { defaultAction: "Allow" } }),
      finds: [`properties.publicNetworkAccess: got "Enabled", ${want}`],
    },
  },
  unknown: { "an access that is not known yet": { of: account({}), path: "properties.publicNetworkAccess" } },
  mutation: {
    kind: "azure-native:cognitiveservices:Account",
    change: ({ props }) => {
      props.properties.publicNetworkAccess = "Enabled";
    },
  },
});
