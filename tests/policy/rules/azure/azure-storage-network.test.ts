import { rule } from "../../../../policy/rules/azure/azure-storage-network.ts";
import { azure } from "../../../support/azureResource.ts";
import { describeRule } from "../../../support/rule.ts";

const account = (props: Record<string, unknown>) => azure("storage:StorageAccount", props);
const want = 'want "Deny", or "Disabled" at publicNetworkAccess';

describeRule(rule, {
  passes: {
    "an account that denies by default": { of: account({ networkRuleSet: { defaultAction: "Deny" } }) },
    "a closed account": { of: account({ publicNetworkAccess: "Disabled" }) },
  },
  fails: {
    "an account that says nothing": {
      of: account({}),
      finds: [`networkRuleSet.defaultAction: got nothing, ${want}`],
    },
    "an account that allows by default": {
      of: account({ networkRuleSet: { defaultAction: "Allow" }, publicNetworkAccess: "Enabled" }),
      finds: [`networkRuleSet.defaultAction: got "Allow", ${want}`],
    },
  },
  unknown: { "an action that is not known yet": { of: account({}), path: "networkRuleSet.defaultAction" } },
  mutation: {
    kind: "azure-native:storage:StorageAccount",
    change: ({ props }) => {
      props.publicNetworkAccess = "Enabled";
      props.networkRuleSet = { defaultAction: "Allow" };
    },
  },
});
