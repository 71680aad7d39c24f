import assert from "node:assert/strict";
import { basename } from "node:path";
import { PROMETHEUS_URL } from "../../components/cluster/addons/monitoring.ts";
import { ClusterWatch } from "../../components/infra/azure/clusterWatch.ts";
import type { Manifest } from "../../components/kubernetes/manifest.ts";
import { AGENT_METRICS, type Metric, QUEUE_LENGTH } from "../../components/monitoring/agentMetrics.ts";
import { EnterpriseBlock } from "../../components/settings/enterprise.ts";
import { agentManifests } from "../../components/workload/manifests.ts";
import { SUBSCRIPTION } from "../support/agents.ts";
import { recordInAzure } from "../support/azure.ts";
import { PAGES, textOf } from "../support/markdown.ts";
import { parsePromql } from "../support/promql.ts";
import { AGENTS, contextWith } from "../support/workload.ts";

const FOLDER = "docs/runbooks";
const INDEX = `${FOLDER}/README.md`;

/** The pages of alerts, by the alert's name. */
const RUNBOOKS = new Map(
  [...PAGES]
    .filter(([path]) => path.startsWith(`${FOLDER}/`) && path !== INDEX)
    .map(([path, page]) => [basename(path, ".md"), page]),
);

/** What every page says, in this order. */
const PARTS = ["What callers see", "First look", "Likely causes, and how to mend them", "It is over when", "Wake"];

/** Metrics of Prometheus itself and of Dapr's sidecar (dapr 1.18, pkg/diagnostics), which no catalogue here has. */
const OTHERS = ["up", "dapr_component_state_count", "dapr_component_state_latencies_bucket"];

interface Alert {
  alert: string;
  labels: { severity: string };
  annotations: { runbook_url: string };
}

/** Alerts of an agent, as its PrometheusRule has them. */
const ALERTS: Alert[] = Object.values(AGENTS)
  .flatMap((agent) => agentManifests(agent, contextWith({ monitoring: monitoring() })))
  .filter(({ kind }) => kind === "PrometheusRule")
  .flatMap(({ spec }: Manifest) => (spec as { groups: { rules: Partial<Alert>[] }[] }).groups)
  .flatMap(({ rules }) => rules)
  .filter((rule): rule is Alert => rule.alert !== undefined);

/** As the settings have it where they say nothing. */
function monitoring() {
  const { monitoring: given } = contextWith();
  const { runbooks } = EnterpriseBlock.shape.alerts.parse({});
  return { ...given, runbooks };
}

/** Names and severities of what Azure tells of a cluster's surroundings. */
async function azureAlerts(): Promise<[string, string][]> {
  const { resources } = await recordInAzure(
    ({ where, opts }) =>
      void new ClusterWatch(
        "watch",
        {
          ...where,
          actionGroupName: "people",
          budgetName: "budget",
          subscriptionId: SUBSCRIPTION,
          nodeResourceGroup: "nodes",
          databaseId: "database",
          busId: "bus",
          deadLetterTopics: ["writer-dead-letter"],
          thresholds: { backlog: 50 },
          emails: [],
          budget: { amount: 1, emails: [] },
        },
        opts,
      ),
  );
  return resources
    .filter(({ type }) => type === "azure-native:monitor:MetricAlert")
    .map(({ inputs }) => [String(inputs.ruleName), String(inputs.severity)]);
}

/** Rows of the index: alert and severity. */
function listed(): string[] {
  const row = /^\| \[(\w+)\]\(\1\.md\) \| (Prometheus|Azure Monitor)[^|]*\| (\w+) \|/gm;
  return [...textOf(INDEX).matchAll(row)].map(([, name, of, severity]) => `${of} ${name} ${severity}`);
}

describe("the runbooks", () => {
  it("are there for every alert that links to one, where the settings say that they are", () => {
    assert.equal(new Set(ALERTS.map(({ alert }) => alert)).size, 7);
    for (const { alert, annotations } of ALERTS) {
      assert.equal(annotations.runbook_url, `${monitoring().runbooks}/${alert}.md`);
      assert.ok(RUNBOOKS.has(alert), `${alert} has no page in ${FOLDER}`);
    }
    assert.ok(monitoring().runbooks.endsWith(`/${FOLDER}`));
  });

  it("are there for what Azure tells of a cluster, and for nothing that nobody tells of", async () => {
    const azure = (await azureAlerts()).map(([name]) => name);
    assert.deepEqual(
      [...RUNBOOKS.keys()].toSorted(),
      [...new Set([...azure, ...ALERTS.map(({ alert }) => alert)])].toSorted(),
    );
  });

  it("are listed with the severity that each alert has", async () => {
    const wanted = [
      ...ALERTS.map(({ alert, labels }) => `Prometheus ${alert} ${labels.severity}`),
      ...(await azureAlerts()).map(([name, severity]) => `Azure Monitor ${name} ${severity}`),
    ];
    assert.deepEqual(listed().toSorted(), [...new Set(wanted)].toSorted());
  });

  it("say what it means, what to look at, why, when it is over and whom to wake", () => {
    for (const [name, { headings }] of RUNBOOKS) assert.deepEqual(headings, [name, ...PARTS], name);
  });

  it("ask Prometheus what it can read, about metrics that something exports", () => {
    const exported = Object.entries<Metric>(AGENT_METRICS).flatMap(([name, { type }]) =>
      type === "histogram" ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
    );
    const known = new Set([...exported, QUEUE_LENGTH, ...OTHERS]);
    const queries = [...RUNBOOKS.values()].flatMap(({ blocks }) =>
      blocks.filter(({ language }) => language === "promql").flatMap(({ text }) => text.trim().split("\n")),
    );
    assert.ok(queries.length > 20);
    for (const query of queries) {
      const { errors, metrics } = parsePromql(query);
      assert.deepEqual(errors, [], query);
      assert.deepEqual(
        metrics.filter((name) => !known.has(name)),
        [],
        query,
      );
    }
  });

  it("lead to Prometheus by the name that it has", () => {
    const { hostname, port } = new URL(PROMETHEUS_URL);
    const [service, namespace] = hostname.split(".");
    assert.ok(textOf(INDEX).includes(`kubectl -n ${namespace} port-forward svc/${service} ${port}`));
  });
});
