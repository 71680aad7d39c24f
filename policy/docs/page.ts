import { z } from "zod";
import { TIERS } from "../../components/settings.ts";
import { LEVEL_BY_TIER } from "../levels.ts";
import type { Audited } from "../lib/audit.ts";
import { titleOf } from "../lib/resource.ts";
import { type Departure, type Enforcement, PACKS, type Rule } from "../lib/rule.ts";
import { INTRODUCTION } from "./introduction.ts";

/** The policies of one area of the documentation. */
interface Area {
  rules: readonly Rule[];
  departures: readonly Departure[];
}

/** What the committed stack of a tier keeps although a policy advises against it. */
export interface Kept {
  tier: string;
  advised: readonly Audited[];
  /** Why, by policy. */
  explained: Record<string, string>;
}

/** docs/policies.md, made from what the policies say of themselves and of the committed stacks. */
export function policiesPage(areas: Record<string, Area>, kept: readonly Kept[]): string {
  const all = Object.values(areas);
  const rules = all.flatMap((area) => area.rules);
  return `${[
    "# The policies",
    INTRODUCTION,
    counts(rules),
    levels(),
    ...Object.entries(areas).map(([area, { rules }]) => overview(area, rules)),
    ...kept.map(stays),
    departures(all.flatMap((area) => area.departures)),
    "## Every policy",
    ...rules.map(details),
  ].join("\n\n")}\n`;
}

function counts(rules: readonly Rule[]): string {
  const of = (test: (rule: Rule) => boolean) => rules.filter(test).length;
  const packs = PACKS.map((pack) => `${of((rule) => rule.pack === pack)} ${pack}`).join(", ");
  const stack = of(({ scope }) => scope === "stack");
  const mending = of((rule) => rule.scope === "resource" && rule.remediate !== undefined);
  return `There are ${rules.length}: ${packs}. ${stack} look at the whole stack; ${mending} can mend what they find.`;
}

const WORDS: Record<Enforcement, string> = {
  always: "secrets and public exposure",
  production: "what a real service needs",
  advice: "what is worth a look",
};

function levels(): string {
  const rows = (Object.keys(WORDS) as Enforcement[]).map((enforcement) => {
    const cells = TIERS.map((tier) => LEVEL_BY_TIER[tier][enforcement]);
    return `| ${enforcement} | ${WORDS[enforcement]} | ${cells.join(" | ")} |`;
  });
  return `## Levels\n\n${table(["insists", "on", ...TIERS], rows)}`;
}

function overview(area: string, rules: readonly Rule[]): string {
  const rows = rules.map((rule) => {
    const { name, description, severity, pack, enforcement } = rule;
    const mends = rule.scope === "resource" && rule.remediate ? "yes" : "";
    return `| [\`${name}\`](#${name}) | ${description} | ${pack} | ${severity} | ${enforcement} | ${mends} |`;
  });
  return `## ${area}\n\n${table(["policy", "what must be", "pack", "severity", "insists", "mends"], rows)}`;
}

function stays({ tier, advised, explained }: Kept): string {
  const rows = [...Map.groupBy(advised, ({ rule }) => rule.name)].toSorted().map(([policy, found]) => {
    const places = found.map((each) => {
      const path = each.state === "violated" && each.finding.path !== "" ? `: \`${each.finding.path}\`` : "";
      return `${titleOf(each.resource)}${path}`;
    });
    return `| [\`${policy}\`](#${policy}) | ${places.join("<br>")} | ${explained[policy] ?? ""} |`;
  });
  const what = `What the committed ${tier} stack keeps although a policy advises against it. Nothing mandatory is found.`;
  return `## What stays in ${tier}\n\n${what}\n\n${table(["policy", "where", "why it stays"], rows)}`;
}

function departures(all: readonly Departure[]): string {
  const rows = all.map(({ row, policies, why }) => {
    const became = policies.map((policy) => `[\`${policy}\`](#${policy})`).join(", ") || "left out";
    return `| ${row} | ${became} | ${why} |`;
  });
  const what =
    "The policies were drawn from a list of 100 checks of other tools. These did not become one policy of that name.";
  return `## Split, renamed and left out\n\n${what}\n\n${table(["check", "became", "why"], rows)}`;
}

function details(rule: Rule): string {
  const { name, description, why, fix, references, scope } = rule;
  const kinds =
    rule.scope === "stack" ? "the whole stack" : rule.kinds === "every" ? "every resource" : list(rule.kinds);
  const knobs = Object.entries(
    (z.toJSONSchema(rule.knobs, { io: "input", unrepresentable: "any" }).properties ?? {}) as Record<
      string,
      { description?: string; default?: unknown }
    >,
  );
  return [
    `### ${name}`,
    `${description} Otherwise ${why}. To mend it, ${fix}.`,
    [
      `- looks at: ${kinds}`,
      ...(references.length > 0 ? [`- also demanded by: ${references.join(", ")}`] : []),
      ...(scope === "resource" && rule.remediate ? ["- at level `remediate` it mends the inputs itself"] : []),
      ...knobs.map(([knob, schema]) => `- \`${knob}\` (${shown(schema.default)}): ${schema.description ?? ""}`),
    ].join("\n"),
  ].join("\n\n");
}

function list(kinds: readonly string[]): string {
  return kinds.map((kind) => `\`${kind}\``).join(", ");
}

function shown(value: unknown): string {
  return `\`${JSON.stringify(value)}\``;
}

function table(head: string[], rows: string[]): string {
  return [`| ${head.join(" | ")} |`, `|${head.map(() => "---").join("|")}|`, ...rows].join("\n");
}
