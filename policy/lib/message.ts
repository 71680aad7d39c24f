import type { Judgement } from "./examine.ts";
import { Concealed, type Finding, type Rule } from "./rule.ts";

/** Longest value that is shown whole. */
const LONGEST = 80;

/** Where a finding is, what there is and what there should be; with a reason, also why. */
export function describeFinding({ path, got, want }: Finding, why?: string): string[] {
  const says = `got ${shown(got)}, want ${want}`;
  return [...(path === "" ? [] : [path]), why === undefined ? says : `${says}: ${why}`];
}

/** How to mend what a rule finds, and how to exempt from it. */
function describeRemedy({ name, fix, references }: Rule): string[] {
  return [
    `mend   ${fix}`,
    `exempt policy/exemptions.yaml: ${name} + resource, reason, owner, until`,
    ...(references.length > 0 ? [references.join(", ")] : []),
  ];
}

/** What a rule says of one resource, but for its name and the resource's: all places, then why and the remedy. */
export function describeViolations(rule: Rule, judgements: readonly Judgement[]): string {
  const violated = judgements.filter((each) => each.state === "violated");
  const alone = violated.length === 1;
  const places = violated.flatMap(({ finding, ended }) => [
    ...(finding.path === "" && !alone ? ["as a whole"] : []),
    ...describeFinding(finding, alone ? rule.why : undefined),
    ...(ended ? [`its exemption ended on ${ended.until} (${ended.owner}: ${ended.reason})`] : []),
  ]);
  return [...places, ...(alone ? [] : [`why    ${rule.why}`]), ...describeRemedy(rule)].join("\n");
}

/** A value as a reader recognises it. */
export function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value instanceof Concealed) return `${withArticle(value.kind)} that is not shown`;
  const text = JSON.stringify(value) ?? String(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text;
}

function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;
}
