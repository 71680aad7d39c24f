import { MetricAlert } from "@pulumi/azure-native/monitor/metricAlert.js";
import type * as pulumi from "@pulumi/pulumi";

/** When a metric of one resource is worth telling somebody. */
export interface MetricAlertRule {
  /** Part of the Pulumi name. */
  name: string;
  /** Name in Azure, and what people read first. */
  title: string;
  description: string;
  /** 0 is critical, 4 verbose. */
  severity: 0 | 1 | 2 | 3 | 4;
  resourceId: pulumi.Input<string>;
  metric: { namespace: string; name: string; aggregation: "Average" | "Count" | "Maximum" | "Minimum" | "Total" };
  /** Fires above this value, in the metric's own unit. */
  above: number;
  /** Time over which the metric is aggregated. */
  window: "PT5M" | "PT15M";
  /** Dimension whose values are judged one by one. */
  splitBy?: string;
  /** Dimension of which only some values count. */
  only?: { dimension: string; values: string[] };
}

/** Makes the alert; it is looked at every minute and resolves itself. */
export function metricAlert(
  name: string,
  rule: MetricAlertRule,
  where: {
    resourceGroupName: pulumi.Input<string>;
    tags: Record<string, string>;
    actionGroupId: pulumi.Input<string>;
  },
  opts: pulumi.CustomResourceOptions,
) {
  const dimensions = [
    ...(rule.splitBy ? [{ name: rule.splitBy, operator: "Include", values: ["*"] }] : []),
    ...(rule.only ? [{ name: rule.only.dimension, operator: "Include", values: rule.only.values }] : []),
  ];
  return new MetricAlert(
    name,
    {
      resourceGroupName: where.resourceGroupName,
      tags: where.tags,
      location: "global",
      ruleName: rule.title,
      description: rule.description,
      severity: rule.severity,
      enabled: true,
      autoMitigate: true,
      scopes: [rule.resourceId],
      evaluationFrequency: "PT1M",
      windowSize: rule.window,
      criteria: {
        odataType: "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria",
        allOf: [
          {
            name: "above",
            criterionType: "StaticThresholdCriterion",
            metricNamespace: rule.metric.namespace,
            metricName: rule.metric.name,
            timeAggregation: rule.metric.aggregation,
            operator: "GreaterThan",
            threshold: rule.above,
            dimensions,
          },
        ],
      },
      actions: [{ actionGroupId: where.actionGroupId }],
    },
    opts,
  );
}
