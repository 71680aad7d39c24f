import assert from "node:assert/strict";
import type { Manifest } from "../../components/kubernetes/manifest.ts";
import { AGENT_METRICS, type Metric, QUEUE_LENGTH, REVISION_LABEL } from "../../components/monitoring/agentMetrics.ts";
import { agentManifests } from "../../components/workload/manifests.ts";
import { parsePromql } from "../support/promql.ts";
import { AGENTS, contextWith } from "../support/workload.ts";

/** Every value of a key, however deep. */
function valuesOf(value: unknown, key: string): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) =>
    name === key && typeof item === "string" ? [item] : valuesOf(item, key),
  );
}

const MANIFESTS: Manifest[] = Object.values(AGENTS).flatMap((agent) => agentManifests(agent, contextWith()));

/** What rules, triggers and analyses ask Prometheus. */
const QUERIES = [...new Set(MANIFESTS.flatMap((each) => [...valuesOf(each, "expr"), ...valuesOf(each, "query")]))];

/** Names under which a metric is stored. */
function namesOf([name, { type }]: [string, Metric]): string[] {
  return type === "histogram" ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name];
}

describe("What is asked of Prometheus about agents", () => {
  it("is asked by rules, triggers and analyses", () => {
    const kinds = MANIFESTS.filter((each) => [...valuesOf(each, "expr"), ...valuesOf(each, "query")].length > 0);
    assert.deepEqual([...new Set(kinds.map(({ kind }) => kind))].sort(), [
      "AnalysisTemplate",
      "PrometheusRule",
      "ScaledObject",
    ]);
  });

  it("can be read by Prometheus", () => {
    for (const query of QUERIES) assert.deepEqual(parsePromql(query).errors, [], query);
    assert.notDeepEqual(parsePromql("sum(rate(x[5m])").errors, []);
  });

  it("is about metrics that agents export or a rule records, and about all of the recordings", () => {
    const exported = Object.entries<Metric>(AGENT_METRICS).flatMap(namesOf);
    const recorded = MANIFESTS.flatMap((each) => valuesOf(each, "record"));
    assert.deepEqual([...new Set(recorded)], [QUEUE_LENGTH]);
    const asked = new Set(QUERIES.flatMap((query) => parsePromql(query).metrics));
    assert.deepEqual(
      [...asked].filter((name) => ![...exported, ...recorded].includes(name)),
      [],
    );
    assert.ok(asked.has(QUEUE_LENGTH));
  });

  it("goes by labels that the metrics, the pods and the recording have", () => {
    const own = Object.values<Metric>(AGENT_METRICS).flatMap(({ labels }) => ["agent", ...Object.keys(labels)]);
    const known = new Set([...own, "namespace", REVISION_LABEL]);
    const asked = QUERIES.flatMap((query) =>
      parsePromql(query).matchers.map((matcher) => matcher.split(/[=!~]/)[0] ?? ""),
    );
    assert.deepEqual(
      [...new Set(asked)].filter((label) => !known.has(label)),
      [],
    );
  });

  it("tells a new version by a label that Prometheus takes over from the pods", () => {
    const monitors = MANIFESTS.filter(({ kind }) => kind === "PodMonitor");
    for (const { spec } of monitors) {
      const { podTargetLabels } = spec as { podTargetLabels: string[] };
      assert.deepEqual(
        podTargetLabels.map((label) => label.replaceAll(/[^a-zA-Z0-9_]/g, "_")),
        [REVISION_LABEL],
      );
    }
  });

  it("keeps to one agent: every series names its namespace and the agent", () => {
    for (const query of QUERIES) {
      const { metrics, matchers } = parsePromql(query);
      for (const label of ["namespace", "agent"]) {
        assert.equal(matchers.filter((matcher) => matcher.startsWith(`${label}=`)).length, metrics.length, query);
      }
    }
  });
});
