import { Budget } from "@pulumi/azure-native/consumption/budget.js";
import { ActionGroup } from "@pulumi/azure-native/monitor/actionGroup.js";
import { ScheduledQueryRule } from "@pulumi/azure-native/monitor/scheduledQueryRule.js";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component.ts";
import { alertRules, type Watched } from "./alertRules.ts";
import { metricAlert } from "./metricAlert.ts";
import type { Where } from "./place.ts";

export interface WatchArgs extends Where, Watched {
  actionGroupName: pulumi.Input<string>;
  budgetName: pulumi.Input<string>;
  resourceGroupId: pulumi.Input<string>;
  workspaceId: pulumi.Input<string>;
  /** Who is told, besides the owners of the subscription. */
  emails: string[];
  budget: {
    /** Per month, in the currency of the subscription. */
    amount: number;
    /** First of a month, such as 2026-12-01. */
    startDate: string;
    emails: string[];
  };
}

/** The built-in role Owner, whose holders are told of every alert. */
const OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";

/** What tells people that agents are slow, failing, stuck or dear. */
export class Watch extends Component<WatchArgs> {
  constructor(name: string, args: WatchArgs, opts?: pulumi.ComponentResourceOptions) {
    super("daca:azure:Watch", name, args, opts);
    const child = { parent: this };
    const { resourceGroupName, tags } = args;

    const people = new ActionGroup(
      `${name}-people`,
      {
        resourceGroupName,
        tags,
        location: "Global",
        actionGroupName: args.actionGroupName,
        groupShortName: "daca",
        enabled: true,
        armRoleReceivers: [{ name: "owners", roleId: OWNER, useCommonAlertSchema: true }],
        emailReceivers: args.emails.map((emailAddress, index) => ({
          name: `email-${index + 1}`,
          emailAddress,
          useCommonAlertSchema: true,
        })),
      },
      child,
    );
    for (const rule of alertRules(args)) {
      metricAlert(`${name}-${rule.name}`, rule, { resourceGroupName, tags, actionGroupId: people.id }, child);
    }
    errorRate(`${name}-error-rate`, args, people.id, child);
    budget(`${name}-budget`, args, people.id, child);
    this.registerOutputs({ actionGroupId: people.id });
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

/** Tells before the money is gone: at half, at four fifths, at all of it, and when the forecast says so. */
function budget(
  name: string,
  args: WatchArgs,
  actionGroupId: pulumi.Input<string>,
  opts: pulumi.CustomResourceOptions,
) {
  const notify = (thresholdType: "Actual" | "Forecasted", threshold: number) => ({
    enabled: true,
    operator: "GreaterThanOrEqualTo",
    thresholdType,
    threshold,
    contactEmails: args.budget.emails,
    contactRoles: ["Owner"],
    contactGroups: [actionGroupId],
  });
  return new Budget(
    name,
    {
      budgetName: args.budgetName,
      scope: args.resourceGroupId,
      category: "Cost",
      timeGrain: "Monthly",
      amount: args.budget.amount,
      timePeriod: { startDate: `${args.budget.startDate}T00:00:00Z` },
      notifications: {
        half: notify("Actual", 50),
        most: notify("Actual", 80),
        all: notify("Actual", 100),
        forecast: notify("Forecasted", 100),
      },
    },
    // Azure accepts only the present month for a new budget, and the month it began with afterwards.
    { ...opts, ignoreChanges: ["timePeriod"] },
  );
}
