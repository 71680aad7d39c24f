import assert from "node:assert/strict";
import { ClusterWatch } from "../../components/infra/azure/clusterWatch.ts";
import { SUBSCRIPTION } from "../support/agents.ts";
import { childrenOf, GROUP_ID, recordInAzure } from "../support/azure.ts";

const DATABASE = "Microsoft.DBforPostgreSQL/flexibleServers";

function record() {
  return recordInAzure(
    ({ where, opts }) =>
      void new ClusterWatch(
        "watch",
        {
          ...where,
          actionGroupName: "people",
          budgetName: "budget",
          subscriptionId: SUBSCRIPTION,
          nodeResourceGroup: "aks-nodes",
          databaseId: "the-database",
          busId: "the-bus",
          deadLetterTopics: ["writer-dead-letter"],
          thresholds: { backlog: 70 },
          emails: ["people@example.com"],
          budget: { amount: 2000, startDate: "2026-03-01", emails: ["money@example.com"] },
        },
        opts,
      ),
  );
}

describe("ClusterWatch", () => {
  it("tells of the bus and the database, which a cluster cannot see itself", async () => {
    const recorded = await record();
    assert.deepEqual(childrenOf(recorded, "watch"), {
      "watch-people": "azure-native:monitor:ActionGroup",
      "watch-backlog": "azure-native:monitor:MetricAlert",
      "watch-dead-letters": "azure-native:monitor:MetricAlert",
      "watch-dropped": "azure-native:monitor:MetricAlert",
      "watch-state-storage": "azure-native:monitor:MetricAlert",
      "watch-state-busy": "azure-native:monitor:MetricAlert",
      "watch-state-refused": "azure-native:monitor:MetricAlert",
      "watch-budget": "azure-native:consumption:Budget",
    });
    const looksAt = (name: string) => {
      const { inputs } = recorded.named(name);
      const { allOf } = inputs.criteria as { allOf: Record<string, unknown>[] };
      const [scope] = inputs.scopes as string[];
      const { metricNamespace, metricName, timeAggregation, threshold } = allOf[0] ?? {};
      return [scope, metricNamespace, metricName, timeAggregation, threshold, inputs.windowSize];
    };
    assert.deepEqual(looksAt("watch-backlog"), [
      "the-bus",
      "Microsoft.ServiceBus/namespaces",
      "ActiveMessages",
      "Average",
      70,
      "PT5M",
    ]);
    assert.deepEqual(looksAt("watch-state-storage"), [
      "the-database",
      DATABASE,
      "storage_percent",
      "Average",
      85,
      "PT15M",
    ]);
    assert.deepEqual(looksAt("watch-state-busy"), ["the-database", DATABASE, "cpu_percent", "Average", 90, "PT15M"]);
    assert.deepEqual(looksAt("watch-state-refused"), [
      "the-database",
      DATABASE,
      "connections_failed",
      "Total",
      10,
      "PT5M",
    ]);
  });

  it("counts the costs of the nodes, whose resource group is another one", async () => {
    const { named } = await record();
    const { inputs, ignoreChanges } = named("watch-budget");
    assert.deepEqual(ignoreChanges, ["timePeriod"]);
    assert.equal(inputs.scope, `/subscriptions/${SUBSCRIPTION}`);
    assert.equal(inputs.amount, 2000);
    assert.deepEqual(inputs.filter, {
      dimensions: { name: "ResourceGroupName", operator: "In", values: ["rg", "aks-nodes"] },
    });
    assert.deepEqual((inputs.notifications as Record<string, unknown>).half, {
      enabled: true,
      operator: "GreaterThanOrEqualTo",
      thresholdType: "Actual",
      threshold: 50,
      contactEmails: ["money@example.com"],
      contactRoles: ["Owner"],
      contactGroups: [`${GROUP_ID}/providers/Microsoft.Insights/actionGroups/people`],
    });
  });
});
