import { z } from "zod";
import { check, isRecord, step } from "../../components/settings/check.ts";
import type { Problem } from "../../components/settings/problem.ts";
import { TIERS, type TierName } from "../../components/settings.ts";
import { LEVEL_BY_TIER, LEVELS, type Level } from "../levels.ts";
import { EXEMPTION, type Exemption, expired } from "./exemption.ts";
import type { Rule } from "./rule.ts";
import { configOf, type RuleSettings, readRuleSettings } from "./settings.ts";

/** What a tier's stacks are held against, and all that is wrong with the files that say so. */
export interface PolicyConfig {
  /** By the name of the rule; every rule has some, the default ones where the files are wrong. */
  settings: Map<string, RuleSettings>;
  problems: Problem[];
}

/** A file that was read, as plain values. */
export interface ReadFile {
  /** Name of the file, for problems: `policy/config.yaml`. */
  source: string;
  content: unknown;
}

/** Longest time an exemption may be given, in days: whoever needs it longer says so again. */
const LONGEST_DAYS = 366;

/**
 * The settings of every rule in a tier.
 * @param config levels and knobs: under `policies` by policy, under `tiers` by tier and policy
 * @param exemptions a list, each entry naming its policy
 * @param today the day, as `2027-01-31`, that exemptions must have reached
 */
export function readPolicyConfig(
  rules: readonly Rule[],
  tier: TierName,
  config: ReadFile,
  exemptions: ReadFile,
  today: string,
): PolicyConfig {
  const problems: Problem[] = [];
  const entries = readEntries(rules, tier, config, problems);
  const exempt = readExemptions(rules, exemptions, today, problems);
  const settings = rules.map((rule): [string, RuleSettings] => {
    const { enforcementLevel, ...knobs } = entries.get(rule.name) ?? {};
    const level = (enforcementLevel as Level | undefined) ?? LEVEL_BY_TIER[tier][rule.enforcement];
    const own = readRuleSettings(rule, knobs, level);
    return [rule.name, { ...own, exemptions: [...own.exemptions, ...(exempt.get(rule.name) ?? [])] }];
  });
  return { settings: new Map(settings), problems };
}

/** All that the config file may hold. */
export function configSchema(rules: readonly Rule[]): z.ZodObject {
  const entry = (rule: Rule) =>
    z
      .union([z.enum(LEVELS), entryOf(rule)])
      .optional()
      .describe(`${rule.description} Otherwise ${rule.why}.`);
  const policies = z.strictObject(Object.fromEntries(rules.map((rule) => [rule.name, entry(rule)])));
  return z.strictObject({
    policies: policies.optional().describe("Levels and knobs in every tier."),
    tiers: z
      .strictObject(Object.fromEntries(TIERS.map((tier) => [tier, policies.optional()])))
      .optional()
      .describe("Levels and knobs in one tier."),
  });
}

/** All that the exemptions file may hold. */
export function exemptionsSchema(rules: readonly Rule[]): z.ZodType {
  return z.array(EXEMPTION.extend({ policy: z.enum(rules.map(({ name }) => name)).describe("Name of the policy.") }));
}

/** A policy's level and knobs, in Pulumi's own form. */
function entryOf(rule: Rule): z.ZodObject {
  return configOf(rule).extend({ enforcementLevel: z.enum(LEVELS).optional() });
}

type Entries = Map<string, Record<string, unknown>>;

function readEntries(
  rules: readonly Rule[],
  tier: TierName,
  { source, content }: ReadFile,
  problems: Problem[],
): Entries {
  const entries: Entries = new Map();
  const complain = (found: Problem[]) => problems.push(...found.map((each) => editing(source, each)));
  const blocks = z.strictObject({ policies: z.unknown().optional(), tiers: z.unknown().optional() });
  complain(check(blocks, content ?? {}, "").problems);
  const { policies, tiers } = isRecord(content) ? content : {};
  const known = z.strictObject(Object.fromEntries(TIERS.map((each) => [each, z.unknown().optional()])));
  complain(check(known, tiers ?? {}, "tiers").problems);
  const ofTiers = isRecord(tiers) ? tiers : {};

  const places: [string, unknown][] = [
    ["policies", policies],
    ...TIERS.map((each): [string, unknown] => [`tiers.${each}`, ofTiers[each]]),
  ];
  const names = z.strictObject(Object.fromEntries(rules.map(({ name }) => [name, z.unknown().optional()])));
  for (const [path, block] of places) {
    complain(check(names, block ?? {}, path).problems);
    for (const rule of rules) {
      const given = isRecord(block) ? block[rule.name] : undefined;
      if (given === undefined) continue;
      const entry = typeof given === "string" ? { enforcementLevel: given } : given;
      const found = check(entryOf(rule), entry, step(path, rule.name)).problems;
      complain(found);
      if (found.length > 0 || !["policies", `tiers.${tier}`].includes(path)) continue;
      entries.set(rule.name, { ...entries.get(rule.name), ...(entry as object) });
    }
  }
  return entries;
}

function readExemptions(
  rules: readonly Rule[],
  { source, content }: ReadFile,
  today: string,
  problems: Problem[],
): Map<string, Exemption[]> {
  const listed = Array.isArray(content) ? content : [];
  if (content !== undefined && content !== null && !Array.isArray(content)) {
    problems.push({ path: source, says: "is no list of exemptions", mend: "write each entry after a dash" });
  }
  const schema = EXEMPTION.extend({ policy: z.string("the name of a policy") });
  const names = z.strictObject(Object.fromEntries(rules.map(({ name }) => [name, z.unknown().optional()])));
  const good = listed.flatMap((raw, index) => {
    const path = `[${index}]`;
    const { value, problems: found } = check(schema, raw, path);
    const named = isRecord(raw) && typeof raw.policy === "string" ? { [raw.policy]: true } : {};
    const unknown = check(names, named, step(path, "policy")).problems;
    problems.push(...[...found, ...unknown].map((each) => editing(source, each)));
    if (!value || unknown.length > 0) return [];
    const late = overdue(value, today);
    if (late)
      problems.push({ path: `${source} ${path}.until`, says: late, mend: "mend the finding, or say why it stays" });
    return [value];
  });
  return Map.groupBy(good, ({ policy }) => policy) as Map<string, Exemption[]>;
}

function overdue(exemption: Exemption, today: string): string | undefined {
  if (expired(exemption, today)) return `is ${exemption.until}, and today is ${today}`;
  const days = (Date.parse(exemption.until) - Date.parse(today)) / 86_400_000;
  return days > LONGEST_DAYS ? `is ${exemption.until}, expected a day within ${LONGEST_DAYS} days` : undefined;
}

/** The problem of a file that people edit, not of a stack's settings. */
function editing(source: string, { path, says }: Problem): Problem {
  return { path: `${source} ${path}`.trimEnd(), says };
}
