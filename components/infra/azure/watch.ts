import { ScheduledQueryRule } from "@pulumi/azure-native/monitor/scheduledQueryRule.js";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component.ts";
import { alertRules, type Watched } from "./alertRules.ts";
import { type BudgetSettings, budget } from "./budget.ts";
import { metricAlert } from "./metricAlert.ts";
import { people } from "./people.ts";
import type { Where } from "./place.ts";

export interface WatchArgs extends Where, Watched {
  actionGroupName: pulumi.Input<string>;
  budgetName: pulumi.Input<string>;
  resourceGroupId: pulumi.Input<string>;
  workspaceId: pulumi.Input<string>;
  /** Who is told, besides the owners of the subscription. */
  emails: string[];
  budget: BudgetSettings;
}

/** What tells people that agents are slow, failing, stuck or dear. */
export class Watch extends Component<WatchArgs> {
  constructor(name: string, args: WatchArgs, opts?: pulumi.ComponentResourceOptions) {
    super("daca:azure:Watch", name, args, opts);
    const child = { parent: this };
    const { resourceGroupName, tags } = args;

    const group = people(`${name}-people`, args, child);
    for (const rule of alertRules(args)) {
      metricAlert(`${name}-${rule.name}`, rule, { resourceGroupName, tags, actionGroupId: group.id }, child);
    }
    errorRate(`${name}-error-rate`, args, group.id, child);
    const { budgetName, resourceGroupId } = args;
    budget(`${name}-budget`, { ...args.budget, budgetName, scope: resourceGroupId, actionGroupId: group.id }, child);
    this.registerOutputs({ actionGroupId: group.id });
  }
}

/** Metrics cannot be divided in an alert, so the share of failed requests is asked of the traces. */
function errorRate(
  name: string,
  args: WatchArgs,
  actionGroupId: pulumi.Input<string>,
  opts: pulumi.CustomResourceOptions,
) {
  const { resourceGroupName, location, tags, thresholds, workspaceId } = args;
  return new ScheduledQueryRule(
    name,
    {
      resourceGroupName,
      location,
      tags,
      ruleName: "AgentErrorRate",
      displayName: "AgentErrorRate",
      description: `More than ${thresholds.errorPercent} % of an agent's requests fail.`,
      kind: "LogAlert",
      severity: 2,
      enabled: true,
      autoMitigate: true,
      scopes: [workspaceId],
      evaluationFrequency: "PT5M",
      windowSize: "PT5M",
      criteria: {
        allOf: [
          {
            // Fewer than 20 requests say too little: one failure would be 5 %.
            query: [
              "AppRequests",
              "| summarize total = sum(ItemCount), failed = sumif(ItemCount, Success == false) by AppRoleName",
              "| where total >= 20",
              "| extend errorPercent = 100.0 * failed / total",
            ].join("\n"),
            timeAggregation: "Maximum",
            metricMeasureColumn: "errorPercent",
            operator: "GreaterThan",
            threshold: thresholds.errorPercent,
            dimensions: [{ name: "AppRoleName", operator: "Include", values: ["*"] }],
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 },
          },
        ],
      },
      actions: { actionGroups: [actionGroupId] },
    },
    opts,
  );
}
