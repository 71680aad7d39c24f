import { type AgentMetric, QUEUE_LENGTH, REVISION_LABEL } from "./agentMetrics.ts";

/** Whose metrics are meant. */
export interface Subject {
  namespace: string;
  agent: string;
  /** Hash of the pods of one version. All versions where it is left out. */
  revision?: string;
}

/**
 * A metric of one agent, summed up by nothing yet.
 * @param matchers more conditions, such as `outcome="failed"`
 */
export function series(
  metric: AgentMetric | `${AgentMetric}_bucket`,
  { namespace, agent, revision }: Subject,
  ...matchers: string[]
): string {
  const all = [`namespace="${namespace}"`, `agent="${agent}"`];
  if (revision !== undefined) all.push(`${REVISION_LABEL}="${revision}"`);
  return `${metric}{${[...all, ...matchers].join(",")}}`;
}

/** Runs waiting at all replicas, as the recording rule has it. */
export function queueLength({ namespace, agent }: Subject): string {
  return `${QUEUE_LENGTH}{namespace="${namespace}",agent="${agent}"}`;
}

/** The response time in seconds that 95 % of the runs of the last 5 minutes stayed below. NaN where there were none. */
export function p95ResponseTime(subject: Subject): string {
  return `histogram_quantile(0.95, sum by (le) (rate(${series("agent_response_time_seconds_bucket", subject)}[5m])))`;
}

/** The share of runs that failed among those that ended within 5 minutes. Parked and rejected ones are no failures. */
export function failureRatio(subject: Subject): string {
  const failed = series("agent_runs_total", subject, 'outcome="failed"');
  return `sum(rate(${failed}[5m])) / sum(rate(${ended(subject)}[5m]))`;
}

/** The share of runs that succeeded among those that ended within 5 minutes. NaN where there were none. */
export function successRatio(subject: Subject): string {
  const succeeded = series("agent_runs_total", subject, 'outcome="succeeded"');
  return `sum(rate(${succeeded}[5m])) / sum(rate(${ended(subject)}[5m]))`;
}

/** Runs that ended. */
export function ended(subject: Subject): string {
  return series("agent_runs_total", subject, 'outcome=~"succeeded|failed"');
}
