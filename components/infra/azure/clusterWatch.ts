import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component.ts";
import { busRules, type WatchedBus } from "./alertRules.ts";
import { type BudgetSettings, budget } from "./budget.ts";
import { type MetricAlertRule, metricAlert } from "./metricAlert.ts";
import { people } from "./people.ts";
import type { Where } from "./place.ts";

export interface ClusterWatchArgs extends Where, WatchedBus {
  actionGroupName: pulumi.Input<string>;
  budgetName: pulumi.Input<string>;
  subscriptionId: string;
  /** Resource group of the cluster's nodes, whose costs count too. */
  nodeResourceGroup: pulumi.Input<string>;
  databaseId: pulumi.Input<string>;
  /** Who is told, besides the owners of the subscription. */
  emails: string[];
  budget: BudgetSettings;
}

const DATABASE = "Microsoft.DBforPostgreSQL/flexibleServers";

/**
 * What tells people of what a cluster relies on and cannot see itself: its bus, its database and its bill. What runs
 * in the cluster is watched from there.
 */
export class ClusterWatch extends Component<ClusterWatchArgs> {
  constructor(name: string, args: ClusterWatchArgs, opts?: pulumi.ComponentResourceOptions) {
    super("daca:azure:ClusterWatch", name, args, opts);
    const child = { parent: this };
    const { resourceGroupName, tags } = args;

    const group = people(`${name}-people`, args, child);
    for (const rule of [...busRules(args), ...databaseRules(args.databaseId)]) {
      metricAlert(`${name}-${rule.name}`, rule, { resourceGroupName, tags, actionGroupId: group.id }, child);
    }
    budget(
      `${name}-budget`,
      {
        ...args.budget,
        budgetName: args.budgetName,
        // The nodes lie in a group of their own, so no one group has all the costs.
        scope: `/subscriptions/${args.subscriptionId}`,
        resourceGroups: [resourceGroupName, args.nodeResourceGroup],
        actionGroupId: group.id,
      },
      child,
    );
    this.registerOutputs({ actionGroupId: group.id });
  }
}

function databaseRules(resourceId: pulumi.Input<string>): MetricAlertRule[] {
  const rule = { severity: 2 as const, resourceId, window: "PT15M" as const };
  const metric = (name: string) => ({ namespace: DATABASE, name, aggregation: "Average" as const });
  return [
    {
      ...rule,
      name: "state-storage",
      title: "AgentStateStorageFull",
      description: "The database has less than 15 % of its storage left. At the end it takes no more state.",
      metric: metric("storage_percent"),
      above: 85,
    },
    {
      ...rule,
      name: "state-busy",
      title: "AgentStateBusy",
      description: "The database has used more than 90 % of its CPU for 15 minutes: agents wait for their state.",
      metric: metric("cpu_percent"),
      above: 90,
    },
    {
      ...rule,
      name: "state-refused",
      title: "AgentStateRefused",
      description: "The database refused more than 10 connections: agents cannot sign in, or there are too many.",
      metric: { namespace: DATABASE, name: "connections_failed", aggregation: "Total" },
      above: 10,
      window: "PT5M",
    },
  ];
}
