import { styleText } from "node:util";
import type { Audit, Audited } from "../lib/audit.ts";
import { describeViolations, shown } from "../lib/message.ts";
import { titleOf } from "../lib/resource.ts";
import type { Locate } from "./sarif.ts";

/**
 * What the policies found, as a person reads it: what stops an update in full, the rest a line each.
 * @param locate names the file and line of a finding, where there are files
 */
export function describeAudit({ judgements, unused }: Audit, locate: Locate = () => undefined): string {
  const mandatory = judgements.filter(({ level, state }) => state === "violated" && level === "mandatory");
  const blocks = [...byPlace(mandatory).values()].map((block) => describeBlock(block, locate));
  const lines = [
    ...judgements.filter(({ level, state }) => state === "violated" && level === "advisory").map(advice),
    ...judgements.flatMap((each) => (each.state === "undecided" ? [open(each)] : [])),
    ...judgements.flatMap((each) => (each.state === "exempted" ? [exempted(each)] : [])),
    ...unused.map(({ policy, exemption }) => ["unused", policy, exemption.resource, "its exemption excuses nothing"]),
  ];
  return [...blocks, ...(lines.length > 0 ? [layOut(lines)] : [])].join("\n\n");
}

/** How much of each there is: `2 mandatory, 5 advisory`. */
export function countAudit({ judgements, unused }: Audit): string {
  const violated = judgements.filter(({ state }) => state === "violated");
  const counts: [number, string][] = [
    [violated.filter(({ level }) => level === "mandatory").length, "mandatory"],
    [violated.filter(({ level }) => level === "advisory").length, "advisory"],
    [judgements.filter(({ state }) => state === "undecided").length, "undecided"],
    [judgements.filter(({ state }) => state === "exempted").length, "exempted"],
    [unused.length, "unused exemptions"],
  ];
  const some = counts.filter(([count], index) => count > 0 || index < 2);
  return some.map(([count, what]) => `${count} ${what}`).join(", ");
}

/** Whether something was found that stops an update. */
export function stopsUpdate({ judgements }: Audit): boolean {
  return judgements.some(({ state, level }) => state === "violated" && level === "mandatory");
}

function byPlace(judgements: Audited[]): Map<string, Audited[]> {
  return Map.groupBy(judgements, ({ rule, resource: { urn, at } }) => `${rule.name} ${urn} ${at}`);
}

function describeBlock(judgements: Audited[], locate: Locate): string {
  const { rule, resource } = judgements[0] as Audited;
  const places = judgements.flatMap((each) => {
    const place = each.state === "violated" ? locate(resource.urn, each.finding.path) : undefined;
    return place ? [`${place.file}:${place.line}`] : [];
  });
  const head = `${styleText("red", rule.name, { stream: process.stdout })}  ${rule.severity}  ${titleOf(resource)}`;
  const where = places.length > 0 ? `  ${[...new Set(places)].join(", ")}\n` : "";
  return `${head}\n${where}${describeViolations(rule, judgements).replaceAll(/^/gm, "  ")}`;
}

function advice(judgement: Audited): string[] {
  if (judgement.state !== "violated") return [];
  const { path, got, want } = judgement.finding;
  const what = `got ${shown(got)}, want ${want}`;
  return ["advice", judgement.rule.name, titleOf(judgement.resource), path === "" ? what : `${path}: ${what}`];
}

function open({ rule, resource, path, reason }: Audited & { state: "undecided" }): string[] {
  return ["open", rule.name, titleOf(resource), `${path} ${reason}`];
}

function exempted({ rule, resource, finding, exemption }: Audited & { state: "exempted" }): string[] {
  const { until, owner, reason } = exemption;
  const where = finding.path === "" ? "" : `${finding.path} `;
  return ["exempt", rule.name, titleOf(resource), `${where}until ${until} (${owner}: ${reason})`];
}

/** Rows in columns; the last one may be of any length. */
function layOut(rows: readonly string[][]): string {
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
