import type { Level } from "../levels.ts";
import { applies, examine, examineStack, type Judgement } from "./examine.ts";
import { type Exemption, isAbout } from "./exemption.ts";
import type { AnyResource } from "./resource.ts";
import type { ResourceRule, Rule } from "./rule.ts";
import type { RuleSettings } from "./settings.ts";
import { Stack } from "./stack.ts";

/** A judgement, and what the engine would do about it. */
export type Audited = Judgement & { readonly level: Exclude<Level, "disabled" | "remediate"> };

/** What all policies make of all resources. */
export interface Audit {
  judgements: Audited[];
  /** Exemptions that excused nothing, by policy. */
  unused: { policy: string; exemption: Exemption }[];
}

/**
 * Holds every resource against every rule that is not disabled.
 * @param settings by the name of the rule; every rule has some
 * @param today the day, as `2027-01-31`, that exemptions must have reached
 */
export function audit(
  rules: readonly Rule[],
  resources: readonly AnyResource[],
  settings: ReadonlyMap<string, RuleSettings>,
  today: string,
): Audit {
  const stack = new Stack(resources);
  const active = rules.flatMap((rule) => {
    const its = settings.get(rule.name);
    return its && its.level !== "disabled" ? [{ rule, its }] : [];
  });
  const candidates = byKind(active.flatMap(({ rule }) => (rule.scope === "resource" ? [rule] : [])));
  const settingsOf = (rule: Rule) => settings.get(rule.name) as RuleSettings;
  const ofResources = resources.flatMap((resource) =>
    candidates(resource.kind).flatMap((rule) => examine(rule, resource, settingsOf(rule), today)),
  );
  const ofStack = active.flatMap(({ rule, its }) =>
    rule.scope === "stack" ? examineStack(rule, stack, its, today) : [],
  );
  const judgements = [...ofResources, ...ofStack].map((each) => ({
    ...each,
    level: levelOf(each, settingsOf(each.rule)),
  }));
  const ofRule = Map.groupBy(judgements, ({ rule }) => rule);
  const unused = active.flatMap(({ rule, its }) =>
    its.exemptions
      .filter((exemption) => !(ofRule.get(rule) ?? []).some((each) => mayNeed(each, exemption)))
      .map((exemption) => ({ policy: rule.name, exemption })),
  );
  return { judgements, unused };
}

/** Whether a judgement rests on an exemption, did until that ended, or may once all values are known. */
function mayNeed(judgement: Judgement, exemption: Exemption): boolean {
  if (judgement.state === "exempted") return judgement.exemption === exemption;
  if (judgement.state === "violated") return judgement.ended === exemption;
  return isAbout(exemption, judgement.resource);
}

/** As the engine has it: what is to be mended and is not is mandatory; what is open or exempted stops nothing. */
function levelOf(judgement: Judgement, { level }: RuleSettings): Audited["level"] {
  if (judgement.state !== "violated" || judgement.finding.advisory) return "advisory";
  return level === "advisory" ? "advisory" : "mandatory";
}

/** The rules that look at a kind, found once for each. */
function byKind(rules: readonly ResourceRule[]): (kind: string) => ResourceRule[] {
  const found = new Map<string, ResourceRule[]>();
  return (kind) => {
    const known = found.get(kind) ?? rules.filter((rule) => applies(rule, kind));
    found.set(kind, known);
    return known;
  };
}
