import type { Audit, Audited } from "../lib/audit.ts";
import { Concealed } from "../lib/rule.ts";

/** A judgement for other programs. */
export interface FindingJson {
  policy: string;
  pack: string;
  state: Audited["state"];
  level: Audited["level"];
  severity: string;
  resource: string;
  type: string;
  /** Property in the resource's inputs; empty for the resource as a whole. */
  path: string;
  got?: unknown;
  want?: string;
  why: string;
  fix: string;
  references: readonly string[];
  /** Of an exempted one. */
  exemption?: { until: string; owner: string; reason: string };
}

/** All judgements for other programs, in the order in which they were made. */
export function asFindings({ judgements }: Audit): FindingJson[] {
  return judgements.map((judgement) => {
    const { rule, resource, state, level } = judgement;
    const { name: policy, pack, severity, why, fix, references } = rule;
    const about = { policy, pack, state, level, severity, resource: resource.urn, type: resource.type };
    if (judgement.state === "undecided")
      return { ...about, path: judgement.path, why: judgement.reason, fix, references };
    const { path, got, want } = judgement.finding;
    const given = got === undefined ? {} : { got: got instanceof Concealed ? "[concealed]" : got };
    const found = { ...about, path, ...given, want, why, fix, references };
    if (judgement.state !== "exempted") return found;
    const { until, owner, reason } = judgement.exemption;
    return { ...found, exemption: { until, owner, reason } };
  });
}
