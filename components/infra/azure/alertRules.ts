import type * as pulumi from "@pulumi/pulumi";
import type { MetricAlertRule } from "./metricAlert.ts";

const APP = "Microsoft.App/containerApps";
const BUS = "Microsoft.ServiceBus/namespaces";
const STATE = "Microsoft.DocumentDB/databaseAccounts";

/** The bus that alerts look at. */
export interface WatchedBus {
  busId: pulumi.Input<string>;
  /** Topics that hold what agents could not handle. */
  deadLetterTopics: string[];
  thresholds: {
    /** Messages waiting on one topic. */
    backlog: number;
  };
}

/** What alerts look at. */
export interface Watched extends WatchedBus {
  /** Each agent's app. */
  apps: { name: string; id: pulumi.Input<string>; replicas: { min: number; max: number }; hasIngress: boolean }[];
  stateAccountId: pulumi.Input<string>;
  thresholds: WatchedBus["thresholds"] & {
    /** Mean response time, in seconds. */
    responseSeconds: number;
    /** Percent of requests that fail. */
    errorPercent: number;
  };
}

/**
 * What people are told of, from metrics that Azure collects by itself. The thresholds of the first two are the source's;
 * they are settings, because what is slow for one agent is fast for another.
 */
export function alertRules(args: Watched): MetricAlertRule[] {
  return [...args.apps.flatMap((app) => appRules(app, args.thresholds)), ...sharedRules(args)];
}

function appRules(app: Watched["apps"][number], thresholds: Watched["thresholds"]): MetricAlertRule[] {
  const { name, id, replicas } = app;
  const slow: MetricAlertRule = {
    name: `${name}-slow`,
    title: `HighAgentResponseTime ${name}`,
    description: `${name} takes more than ${thresholds.responseSeconds} s on average to answer.`,
    severity: 2,
    resourceId: id,
    metric: { namespace: APP, name: "ResponseTime", aggregation: "Average" },
    above: thresholds.responseSeconds * 1000,
    window: "PT5M",
  };
  const capped: MetricAlertRule = {
    name: `${name}-capped`,
    title: `AgentAtReplicaLimit ${name}`,
    description: `${name} has run all of its ${replicas.max} replicas for 15 minutes: more work will wait.`,
    severity: 3,
    resourceId: id,
    metric: { namespace: APP, name: "Replicas", aggregation: "Minimum" },
    above: replicas.max - 1,
    window: "PT15M",
  };
  return [
    ...(app.hasIngress ? [slow] : []),
    {
      name: `${name}-restarts`,
      title: `AgentRestarts ${name}`,
      description: `A replica of ${name} has restarted more than 3 times. The count is the replica's own: it ends with it.`,
      severity: 2,
      resourceId: id,
      metric: { namespace: APP, name: "RestartCount", aggregation: "Maximum" },
      above: 3,
      window: "PT5M",
    },
    // An agent of fixed size always runs all of its replicas.
    ...(replicas.max > replicas.min ? [capped] : []),
  ];
}

function sharedRules({ stateAccountId, ...watched }: Watched): MetricAlertRule[] {
  return [
    ...busRules(watched),
    {
      name: "state-throttled",
      title: "AgentStateThrottled",
      description: "Cosmos DB turns requests away (429): agents wait for their state.",
      severity: 2,
      resourceId: stateAccountId,
      metric: { namespace: STATE, name: "TotalRequests", aggregation: "Count" },
      only: { dimension: "StatusCode", values: ["429"] },
      above: 50,
      window: "PT5M",
    },
  ];
}

/** What people are told of the bus, in every tier that has one. */
export function busRules({ busId, deadLetterTopics, thresholds }: WatchedBus): MetricAlertRule[] {
  const dropped: MetricAlertRule = {
    name: "dropped",
    title: "AgentDroppedMessages",
    description: "An agent could not handle a message. It is kept on the agent's dead-letter topic.",
    severity: 2,
    resourceId: busId,
    metric: { namespace: BUS, name: "ActiveMessages", aggregation: "Average" },
    only: { dimension: "EntityName", values: deadLetterTopics },
    above: 0,
    window: "PT5M",
  };
  return [
    {
      name: "backlog",
      title: "AgentQueueBacklog",
      description: `More than ${thresholds.backlog} messages wait on a topic.`,
      severity: 1,
      resourceId: busId,
      metric: { namespace: BUS, name: "ActiveMessages", aggregation: "Average" },
      splitBy: "EntityName",
      above: thresholds.backlog,
      window: "PT5M",
    },
    {
      name: "dead-letters",
      title: "AgentDeadLetters",
      description: "A message could not be handled and was dead-lettered. Nobody will look at it unless you do.",
      severity: 2,
      resourceId: busId,
      metric: { namespace: BUS, name: "DeadletteredMessages", aggregation: "Average" },
      splitBy: "EntityName",
      above: 0,
      window: "PT5M",
    },
    ...(deadLetterTopics.length > 0 ? [dropped] : []),
  ];
}
