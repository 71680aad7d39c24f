import { rule } from "../../../../policy/rules/azure/acr-network.ts";
import { azure } from "../../../support/azureResource.ts";
import { describeRule } from "../../../support/rule.ts";

const kept = { policies: { exportPolicy: { status: "disabled" } } };
const registry = (props: object, sku = "Premium") =>
  azure("containerregistry:Registry", { sku: { name: sku }, ...props });
const open = 'publicNetworkAccess: got nothing, want "Disabled", or "Deny" at networkRuleSet.defaultAction';

describeRule(rule, {
  passes: {
    "a closed registry": { of: registry({ ...kept, publicNetworkAccess: "Disabled" }) },
    "a registry that denies by default": { of: registry({ ...kept, networkRuleSet: { defaultAction: "Deny" } }) },
    "a tier that cannot be closed": { of: registry({ publicNetworkAccess: "Enabled" }, "Basic") },
  },
  fails: {
    "a registry that says nothing": {
      of: registry({}),
      finds: ['policies.exportPolicy.status: got nothing, want "disabled"', open],
    },
    "a tier that cannot be closed, where it must": {
      of: registry(kept, "Standard"),
      knobs: { skuAware: false },
      finds: [open],
    },
  },
  unknown: { "an access that is not known yet": { of: registry(kept), path: "publicNetworkAccess" } },
  mutation: {
    kind: "azure-native:containerregistry:Registry",
    change: ({ props }) => {
      props.sku = { name: "Premium" };
      props.publicNetworkAccess = "Enabled";
    },
  },
});
