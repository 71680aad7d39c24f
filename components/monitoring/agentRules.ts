import type { IPrometheusRule } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1";
import type { Manifest, PlainMetadata } from "../kubernetes/manifest.ts";
import { QUEUE_LENGTH } from "./agentMetrics.ts";
import { ended, failureRatio, p95ResponseTime, type Subject, series } from "./agentQueries.ts";

/** What an agent's rules are made of. */
export interface AgentRulesArgs {
  metadata: PlainMetadata;
  subject: Subject;
  /** Whom alerts are for. */
  team: string;
  /** Most replicas that the autoscaler makes. Left out where it has no room, and always runs all of them. */
  maxReplicas?: number;
  /** Address of the folder of the runbooks. */
  runbooks: string;
}

interface Alert {
  name: string;
  expr: string;
  for: string;
  severity: "warning" | "critical";
  summary: string;
  description: string;
}

/** Fewest runs in 5 minutes from which a share of failures says something. */
const ENOUGH_RUNS = 10;

/** Tokens in an hour that nobody needs to look into, however few there were before. */
const FEW_TOKENS = 100_000;

/** The recording rule that autoscaling goes by, and the alerts of one agent. */
export function agentRules({ metadata, subject, team, maxReplicas, runbooks }: AgentRulesArgs): Manifest {
  const { agent, namespace } = subject;
  return {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PrometheusRule",
    metadata,
    spec: {
      groups: [
        {
          name: `${namespace}.${agent}.recordings`,
          interval: "15s",
          rules: [
            // The labels are those that the sum would keep; written here, they make the recording this agent's own.
            {
              record: QUEUE_LENGTH,
              expr: `sum(${series("agent_queue_length", subject)})`,
              labels: { namespace, agent },
            },
          ],
        },
        {
          name: `${namespace}.${agent}.alerts`,
          rules: alertsOf(subject, maxReplicas).map((alert) => ({
            alert: alert.name,
            expr: alert.expr,
            for: alert.for,
            labels: { severity: alert.severity, team, agent, namespace },
            annotations: {
              summary: alert.summary,
              description: alert.description,
              runbook_url: `${runbooks}/${alert.name}.md`,
            },
          })),
        },
      ],
    },
  } satisfies IPrometheusRule;
}

function alertsOf(subject: Subject, maxReplicas: number | undefined): Alert[] {
  const { agent } = subject;
  const tokens = series("agent_tokens_total", subject);
  return [
    {
      name: "HighAgentResponseTime",
      expr: `${p95ResponseTime(subject)} > 5`,
      for: "2m",
      severity: "warning",
      summary: `${agent} is slow`,
      description: "95 % of the runs take up to {{ $value | humanizeDuration }}, more than 5 s.",
    },
    {
      name: "AgentQueueBacklog",
      expr: `max(${series("agent_queue_length", subject)}) > 50`,
      for: "5m",
      severity: "critical",
      summary: `${agent} does not keep up`,
      description: "{{ $value }} runs wait at one replica, more than 50.",
    },
    {
      name: "AgentErrorRate",
      expr: `${failureRatio(subject)} > 0.1 and sum(increase(${ended(subject)}[5m])) >= ${ENOUGH_RUNS}`,
      for: "2m",
      severity: "warning",
      summary: `${agent} fails too often`,
      description: "{{ $value | humanizePercentage }} of the runs fail, more than 10 %.",
    },
    {
      name: "AgentRunsRejected",
      expr: `sum(increase(${series("agent_runs_total", subject, 'outcome="rejected"')}[5m])) > 0`,
      for: "5m",
      severity: "warning",
      summary: `${agent} turns runs away`,
      description: "{{ $value | humanize }} runs in 5 minutes met a full queue, or a replica about to stop.",
    },
    ...(maxReplicas === undefined ? [] : [atReplicaLimit(subject, maxReplicas)]),
    {
      name: "AgentMetricsMissing",
      expr: `absent(${series("agent_queue_length", subject)})`,
      for: "5m",
      severity: "critical",
      summary: `Nothing is heard of ${agent}`,
      description: "Prometheus reads no metrics of it: it is down or cut off, and its autoscaler is blind.",
    },
    {
      name: "AgentTokenCost",
      expr: `sum(increase(${tokens}[1h])) > 4 * sum(increase(${tokens}[1d] offset 1h)) / 24 and sum(increase(${tokens}[1h])) > ${FEW_TOKENS}`,
      for: "15m",
      severity: "warning",
      summary: `${agent} costs more tokens than usual`,
      description: "{{ $value | humanize }} tokens in an hour, more than four times those of the day before.",
    },
  ];
}

function atReplicaLimit(subject: Subject, maxReplicas: number): Alert {
  return {
    name: "AgentAtReplicaLimit",
    expr: `count(${series("agent_runs_active", subject)}) >= ${maxReplicas}`,
    for: "15m",
    severity: "warning",
    summary: `${subject.agent} cannot grow any more`,
    description: `All ${maxReplicas} replicas that it may have are running.`,
  };
}
