import { resourceRule } from "../../lib/rule.ts";

/** The free tier, of which a subscription has one, is for trying things out. */
export const rule = resourceRule({
  name: "cosmos-no-free-tier",
  pack: "reliability",
  enforcement: "advice",
  severity: "low",
  description: "A Cosmos DB account that agents rely on must not be on the free tier.",
  why: "nobody promises that the agents' memory can be reached",
  fix: "remove enableFreeTier; the account is replaced",
  references: ["AZR-000419"],
  kinds: ["azure-native:cosmosdb:DatabaseAccount"],
  check: ({ props }) => (props.enableFreeTier === true ? [{ path: "enableFreeTier", got: true, want: "false" }] : []),
});
