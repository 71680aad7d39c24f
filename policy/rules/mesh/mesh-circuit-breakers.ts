import { type Finding, resourceRule } from "../../lib/rule.ts";

const LIMITS = ["connectionPool", "outlierDetection"] as const;

/** Calls to a host must be bounded and sick instances left out, by the host's own policy or by that of each subset. */
export const rule = resourceRule({
  name: "mesh-circuit-breakers",
  pack: "reliability",
  enforcement: "advice",
  severity: "medium",
  description: "A DestinationRule must bound the connections and leave out instances that fail.",
  why: "a failing agent drags down those that wait for it, and regions never take over from one another",
  fix: "set trafficPolicy.connectionPool and trafficPolicy.outlierDetection with consecutive5xxErrors",
  references: ["OWASP LLM10", "OWASP ASI08", "Istio connection limits"],
  kinds: ["kubernetes:networking.istio.io:DestinationRule"],
  check({ props: { spec } }) {
    // One for all hosts of a domain sets the mesh's TLS, and a host's own rule takes its place as a whole.
    if (spec?.host?.startsWith("*")) return [];
    const subsets = spec?.subsets ?? [];
    const findings: Finding[] = LIMITS.filter(
      (limit) =>
        spec?.trafficPolicy?.[limit] === undefined &&
        (subsets.length === 0 || subsets.some((subset) => subset?.trafficPolicy?.[limit] === undefined)),
    ).map((limit) => ({ path: `spec.trafficPolicy.${limit}`, want: "limits" }));
    const places = [spec, ...subsets].map((each, index) => ({
      errors: each?.trafficPolicy?.outlierDetection?.consecutiveErrors,
      path: `${index === 0 ? "spec" : `spec.subsets[${index - 1}]`}.trafficPolicy.outlierDetection.consecutiveErrors`,
    }));
    for (const { errors, path } of places) {
      if (errors === undefined) continue;
      findings.push({ path, got: errors, want: "nothing: it is deprecated, use consecutive5xxErrors" });
    }
    return findings;
  },
});
