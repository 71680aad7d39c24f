import { z } from "zod";
import { resourceRule } from "../../lib/rule.ts";

const TIERS = ["Continuous7Days", "Continuous30Days"] as const;

/** Cosmos DB must keep what it needs to go back to any second of the last days. No mending: there is no way back to periodic. */
export const rule = resourceRule({
  name: "cosmos-recoverable",
  pack: "reliability",
  enforcement: "advice",
  severity: "medium",
  description: "A Cosmos DB account must be backed up continuously.",
  why: "what an agent overwrites by mistake is lost, or is hours old when support has restored it",
  fix: 'set backupPolicy.type to "Continuous"',
  references: ["AZR-000439"],
  kinds: ["azure-native:cosmosdb:DatabaseAccount"],
  knobs: {
    backupTier: z.enum(TIERS).default("Continuous7Days").describe("Shortest time to go back that will do."),
  },
  check({ props: { backupPolicy } }, { backupTier }) {
    if (backupPolicy?.type !== "Continuous") {
      return [{ path: "backupPolicy.type", got: backupPolicy?.type, want: '"Continuous"' }];
    }
    // Azure takes 30 days where no tier is named.
    const { tier = "Continuous30Days" } = backupPolicy.continuousModeProperties ?? {};
    if (backupTier === "Continuous7Days" || tier === backupTier) return [];
    return [{ path: "backupPolicy.continuousModeProperties.tier", got: tier, want: `"${backupTier}"` }];
  },
});
