import type { Log, ReportingDescriptor, Result } from "sarif";
import type { Audit, Audited } from "../lib/audit.ts";
import { describeFinding } from "../lib/message.ts";
import { titleOf } from "../lib/resource.ts";
import type { Rule, Severity } from "../lib/rule.ts";

/** Where in a file a property of a resource is. */
export type Locate = (urn: string, path: string) => { file: string; line: number } | undefined;

/** What GitHub shows a severity as: it wants a number as CVSS has it. */
const SECURITY_SEVERITY: Record<Severity, string> = { critical: "9.5", high: "8.0", medium: "5.5", low: "2.0" };

/** The findings as SARIF 2.1.0, for GitHub code scanning and editors. What is undecided or exempted is in it as such. */
export function toSarif({ judgements }: Audit, version: string, locate: Locate): Log {
  const rules = [...new Set(judgements.map(({ rule }) => rule))];
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "daca policy", version, rules: rules.map(describeRule) } },
        results: judgements.map((judgement) => toResult(judgement, rules.indexOf(judgement.rule), locate)),
      },
    ],
  };
}

function describeRule({ name, description, why, fix, references, severity }: Rule): ReportingDescriptor {
  return {
    id: name,
    shortDescription: { text: description },
    fullDescription: { text: `${description} Otherwise ${why}.` },
    help: { text: `To mend it, ${fix}.\n${references.join(", ")}`.trimEnd() },
    properties: { "security-severity": SECURITY_SEVERITY[severity], tags: [...references] },
  };
}

function toResult(judgement: Audited, ruleIndex: number, locate: Locate): Result {
  const { rule, resource, state, level } = judgement;
  const path = judgement.state === "undecided" ? judgement.path : judgement.finding.path;
  const says =
    judgement.state === "undecided"
      ? `${path} ${judgement.reason}`
      : describeFinding(judgement.finding, rule.why).join(": ");
  const place = locate(resource.urn, path);
  const location = place && {
    physicalLocation: { artifactLocation: { uri: encodeURI(place.file) }, region: { startLine: place.line } },
    logicalLocations: [{ fullyQualifiedName: resource.urn }],
  };
  return {
    ruleId: rule.name,
    ruleIndex,
    level: state === "undecided" ? "note" : level === "mandatory" ? "error" : "warning",
    message: { text: `${titleOf(resource)}: ${says}` },
    ...(location ? { locations: [location] } : {}),
    partialFingerprints: { "resource/v1": `${rule.name} ${resource.urn} ${path}` },
    ...(judgement.state === "exempted"
      ? { suppressions: [{ kind: "external" as const, justification: judgement.exemption.reason }] }
      : {}),
  };
}
