import type { TierName } from "../components/settings.ts";
import type { Enforcement } from "./lib/rule.ts";

/** What the engine does about a violation. `remediate` mends the inputs first, where a rule can. */
export type Level = "disabled" | "advisory" | "mandatory" | "remediate";

export const LEVELS: readonly Level[] = ["disabled", "advisory", "mandatory", "remediate"];

/** The level of every rule, by the tier of the stack and how much the rule insists. */
export const LEVEL_BY_TIER: Record<TierName, Record<Enforcement, Level>> = {
  prototype: { always: "mandatory", production: "advisory", advice: "advisory" },
  enterprise: { always: "mandatory", production: "mandatory", advice: "advisory" },
  planetary: { always: "mandatory", production: "mandatory", advice: "advisory" },
};

/** What holds where nobody named a tier: manifests, a foreign stack, a pack without config. */
export const STRICTEST: TierName = "enterprise";
