import { resourceRule } from "../../lib/rule.ts";

/** An environment must be spread over zones, which can be said only when it is made. */
export const rule = resourceRule({
  name: "aca-zone-redundant",
  pack: "reliability",
  enforcement: "production",
  severity: "medium",
  description: "A Container Apps environment must be spread over availability zones.",
  why: "the loss of one data centre stops every agent, and it cannot be changed later without a replacement",
  fix: "set zoneRedundant to true, and vnetConfiguration.infrastructureSubnetId, which it needs",
  references: ["AZR-000414"],
  kinds: ["azure-native:app:ManagedEnvironment"],
  check: ({ props: { zoneRedundant } }) =>
    zoneRedundant === true ? [] : [{ path: "zoneRedundant", got: zoneRedundant, want: "true" }],
});
