import { rule } from "../../../../policy/rules/azure/acr-retention.ts";
import { azure } from "../../../support/azureResource.ts";
import { describeRule } from "../../../support/rule.ts";

const registry = (policies?: object, sku = "Premium") =>
  azure("containerregistry:Registry", { sku: { name: sku }, policies });
const enabled = { status: "enabled" };
const lost = 'policies.softDeletePolicy.status: got nothing, want "enabled", or policies.retentionPolicy';

describeRule(rule, {
  passes: {
    "a registry that keeps what is deleted": { of: registry({ softDeletePolicy: enabled }) },
    "a registry that cleans up": { of: registry({ retentionPolicy: { ...enabled, days: 30 } }) },
    "a tier that cannot do all of it": { of: registry({}, "Basic") },
    "a quarantine": {
      of: registry({ softDeletePolicy: enabled, quarantinePolicy: enabled }),
      knobs: { quarantine: true },
    },
  },
  fails: {
    "a registry that says nothing": { of: registry(), finds: [lost] },
    "a lower tier, where it must keep all the same": {
      of: registry({}, "Basic"),
      knobs: { skuAware: false },
      finds: [lost],
    },
    "a missing quarantine": {
      of: registry({ softDeletePolicy: enabled }),
      knobs: { quarantine: true },
      finds: ['policies.quarantinePolicy.status: got nothing, want "enabled"'],
    },
  },
  unknown: { "a status that is not known yet": { of: registry({}), path: "policies.softDeletePolicy.status" } },
  mutation: {
    kind: "azure-native:containerregistry:Registry",
    change: ({ props }) => {
      props.sku = { name: "Premium" };
      props.policies = {};
    },
  },
});
