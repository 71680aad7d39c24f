import assert from "node:assert/strict";
import { Watch, type WatchArgs } from "../../components/infra/azure/watch.ts";
import { childrenOf, GROUP_ID, IN_GROUP, type InAzure, PROVIDER, recordInAzure } from "../support/azure.ts";

const PEOPLE = `${GROUP_ID}/providers/Microsoft.Insights/actionGroups/people`;
const OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";

function watchIn({ where, opts }: InAzure, fields: Partial<WatchArgs> = {}) {
  const args: WatchArgs = {
    ...where,
    actionGroupName: "people",
    budgetName: "budget",
    resourceGroupId: GROUP_ID,
    workspaceId: "workspace",
    apps: [
      { name: "planner", id: "planner-id", replicas: { min: 1, max: 10 }, hasIngress: true },
      { name: "writer", id: "writer-id", replicas: { min: 1, max: 4 }, hasIngress: false },
    ],
    busId: "bus-id",
    deadLetterTopics: ["planner-dead-letter", "writer-dead-letter"],
    stateAccountId: "state-id",
    thresholds: { responseSeconds: 2.5, backlog: 60, errorPercent: 12 },
    emails: ["a@example.com", "b@example.com"],
    budget: { amount: 175, startDate: "2026-03-01", emails: ["money@example.com"] },
    ...fields,
  };
  return new Watch("watch", args, opts);
}

/** What an alert of one metric looks like; the rest of it is the same for all. */
function alert(
  title: string,
  severity: number,
  resourceId: string,
  [metricNamespace, metricName, timeAggregation]: [string, string, string],
  threshold: number,
  { windowSize = "PT5M", dimensions = [] }: { windowSize?: string; dimensions?: object[] } = {},
) {
  return {
    resourceGroupName: "rg",
    tags: IN_GROUP.tags,
    location: "global",
    ruleName: title,
    severity,
    enabled: true,
    autoMitigate: true,
    scopes: [resourceId],
    evaluationFrequency: "PT1M",
    windowSize,
    criteria: {
      odataType: "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria",
      allOf: [
        {
          name: "above",
          criterionType: "StaticThresholdCriterion",
          metricNamespace,
          metricName,
          timeAggregation,
          operator: "GreaterThan",
          threshold,
          dimensions,
        },
      ],
    },
    actions: [{ actionGroupId: PEOPLE }],
  };
}

const APP = "Microsoft.App/containerApps";
const BUS = "Microsoft.ServiceBus/namespaces";
const each = { dimensions: [{ name: "EntityName", operator: "Include", values: ["*"] }] };
const kept = {
  dimensions: [{ name: "EntityName", operator: "Include", values: ["planner-dead-letter", "writer-dead-letter"] }],
};
const throttled = { dimensions: [{ name: "StatusCode", operator: "Include", values: ["429"] }] };
const quarter = { windowSize: "PT15M" };

const ALERTS = {
  "watch-planner-slow": alert("HighAgentResponseTime planner", 2, "planner-id", [APP, "ResponseTime", "Average"], 2500),
  "watch-planner-restarts": alert("AgentRestarts planner", 2, "planner-id", [APP, "RestartCount", "Maximum"], 3),
  "watch-planner-capped": alert(
    "AgentAtReplicaLimit planner",
    3,
    "planner-id",
    [APP, "Replicas", "Minimum"],
    9,
    quarter,
  ),
  "watch-writer-restarts": alert("AgentRestarts writer", 2, "writer-id", [APP, "RestartCount", "Maximum"], 3),
  "watch-writer-capped": alert("AgentAtReplicaLimit writer", 3, "writer-id", [APP, "Replicas", "Minimum"], 3, quarter),
  "watch-backlog": alert("AgentQueueBacklog", 1, "bus-id", [BUS, "ActiveMessages", "Average"], 60, each),
  "watch-dead-letters": alert("AgentDeadLetters", 2, "bus-id", [BUS, "DeadletteredMessages", "Average"], 0, each),
  "watch-dropped": alert("AgentDroppedMessages", 2, "bus-id", [BUS, "ActiveMessages", "Average"], 0, kept),
  "watch-state-throttled": alert(
    "AgentStateThrottled",
    2,
    "state-id",
    ["Microsoft.DocumentDB/databaseAccounts", "TotalRequests", "Count"],
    50,
    throttled,
  ),
};

describe("Watch", () => {
  it("looks at metrics, at the share of failed requests, and at the money", async () => {
    const recorded = await recordInAzure((azure) => void watchIn(azure));
    assert.deepEqual(childrenOf(recorded, "watch"), {
      "watch-people": "azure-native:monitor:ActionGroup",
      ...Object.fromEntries(Object.keys(ALERTS).map((name) => [name, "azure-native:monitor:MetricAlert"])),
      "watch-error-rate": "azure-native:monitor:ScheduledQueryRule",
      "watch-budget": "azure-native:consumption:Budget",
    });
    assert.equal(recorded.named("watch-people").provider, PROVIDER);
  });

  for (const [name, expected] of Object.entries(ALERTS)) {
    it(`fires ${expected.ruleName} at its exact threshold, and says what that means`, async () => {
      const { named } = await recordInAzure((azure) => void watchIn(azure));
      const { description, ...inputs } = named(name).inputs;
      assert.deepEqual(inputs, expected);
      assert.match(String(description), /\w{3,}.*\.$/);
    });
  }

  it("looks for dropped messages only where some agent listens to a topic", async () => {
    const recorded = await recordInAzure((azure) => void watchIn(azure, { deadLetterTopics: [] }));
    assert.equal("watch-dropped" in childrenOf(recorded, "watch"), false);
  });

  it("tells the owners of the subscription and everybody who is named", async () => {
    const { named } = await recordInAzure((azure) => void watchIn(azure));
    assert.deepEqual(named("watch-people").inputs, {
      resourceGroupName: "rg",
      tags: IN_GROUP.tags,
      location: "Global",
      actionGroupName: "people",
      groupShortName: "daca",
      enabled: true,
      armRoleReceivers: [{ name: "owners", roleId: OWNER, useCommonAlertSchema: true }],
      emailReceivers: [
        { name: "email-1", emailAddress: "a@example.com", useCommonAlertSchema: true },
        { name: "email-2", emailAddress: "b@example.com", useCommonAlertSchema: true },
      ],
    });
  });

  it("asks the traces for the share of failed requests, agent by agent", async () => {
    const { named } = await recordInAzure((azure) => void watchIn(azure));
    assert.deepEqual(named("watch-error-rate").inputs, {
      ...IN_GROUP,
      ruleName: "AgentErrorRate",
      displayName: "AgentErrorRate",
      description: "More than 12 % of an agent's requests fail.",
      kind: "LogAlert",
      severity: 2,
      enabled: true,
      autoMitigate: true,
      scopes: ["workspace"],
      evaluationFrequency: "PT5M",
      windowSize: "PT5M",
      criteria: {
        allOf: [
          {
            query: `AppRequests
| summarize total = sum(ItemCount), failed = sumif(ItemCount, Success == false) by AppRoleName
| where total >= 20
| extend errorPercent = 100.0 * failed / total`,
            timeAggregation: "Maximum",
            metricMeasureColumn: "errorPercent",
            operator: "GreaterThan",
            threshold: 12,
            dimensions: [{ name: "AppRoleName", operator: "Include", values: ["*"] }],
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 },
          },
        ],
      },
      actions: { actionGroups: [PEOPLE] },
    });
  });

  it("tells before the money is gone, and keeps the month that the budget began with", async () => {
    const { named } = await recordInAzure((azure) => void watchIn(azure));
    const notify = (thresholdType: string, threshold: number) => ({
      enabled: true,
      operator: "GreaterThanOrEqualTo",
      thresholdType,
      threshold,
      contactEmails: ["money@example.com"],
      contactRoles: ["Owner"],
      contactGroups: [PEOPLE],
    });
    const { inputs, ignoreChanges } = named("watch-budget");
    assert.deepEqual(ignoreChanges, ["timePeriod"]);
    assert.deepEqual(inputs, {
      budgetName: "budget",
      scope: GROUP_ID,
      category: "Cost",
      timeGrain: "Monthly",
      amount: 175,
      timePeriod: { startDate: "2026-03-01T00:00:00Z" },
      notifications: {
        half: notify("Actual", 50),
        most: notify("Actual", 80),
        all: notify("Actual", 100),
        forecast: notify("Forecasted", 100),
      },
    });
  });
});
