import { z } from "zod";
import { LEVEL_BY_TIER, type Level, STRICTEST } from "../levels.ts";
import { EXEMPTION, type Exemption } from "./exemption.ts";
import type { Rule } from "./rule.ts";

/** How one rule is to be applied. */
export interface RuleSettings {
  level: Level;
  /** The rule's own knobs, checked and with their defaults. */
  knobs: unknown;
  exemptions: readonly Exemption[];
  /** Whether a Kubernetes object may exempt itself by an annotation. */
  annotations: boolean;
}

/** What every policy can be told besides its own knobs. */
const COMMON = {
  exempt: z.array(EXEMPTION).default([]).describe("Findings that stay, each with a reason, an owner and an end."),
  allowAnnotations: z
    .boolean()
    .default(false)
    .describe(
      "Whether objects may exempt themselves: annotation exempt.daca.dev/<policy>: '<date> <owner>: <reason>'.",
    ),
};

/** All that a policy's config may hold, but for its level. */
export function configOf(rule: Rule): z.ZodObject {
  return rule.knobs.extend(COMMON);
}

/** What a rule does when nobody configured it. */
export function defaultSettings(rule: Rule): RuleSettings {
  return readRuleSettings(rule, {}, LEVEL_BY_TIER[STRICTEST][rule.enforcement]);
}

/**
 * Checks a policy's config.
 * @throws {z.ZodError} with every problem
 */
export function readRuleSettings(rule: Rule, config: Record<string, unknown>, level: Level): RuleSettings {
  const { exempt, allowAnnotations, ...knobs } = configOf(rule).parse(config) as Record<string, unknown>;
  return { level, knobs, exemptions: exempt as Exemption[], annotations: allowAnnotations as boolean };
}
