/** A metric that something exports. */
export interface Metric {
  type: "gauge" | "counter" | "histogram";
  /** Labels with every value that they have; they are there from the start. */
  labels: Record<string, readonly string[]>;
  /** Upper bounds of a histogram's buckets, without +Inf. */
  buckets?: readonly number[];
  what: string;
}

/**
 * What every agent exports on its metrics port, by name, each with the label `agent`: its contract with the alerts, the
 * scalers and the dashboards, which may use nothing else of it. The four of the source are among them; its
 * `agent_response_time` is a histogram here, since a gauge gives neither a percentile nor a ratio.
 */
export const AGENT_METRICS = {
  agent_queue_length: { type: "gauge", labels: {}, what: "runs accepted and waiting" },
  agent_runs_active: { type: "gauge", labels: {}, what: "runs being worked on" },
  agent_queue_wait_seconds: {
    type: "histogram",
    labels: {},
    buckets: [0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600],
    what: "from accepting a run to starting it",
  },
  agent_response_time_seconds: {
    type: "histogram",
    labels: {},
    buckets: [0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600],
    what: "from accepting a run to finishing it",
  },
  agent_runs_total: {
    type: "counter",
    labels: { outcome: ["succeeded", "failed", "parked", "rejected"] },
    what: "runs by what came of them; a rejected one was never accepted",
  },
  agent_tokens_total: { type: "counter", labels: { kind: ["input", "output"] }, what: "tokens of the language model" },
  agent_state_conflicts_total: { type: "counter", labels: {}, what: "writes that another replica was ahead of" },
  process_cpu_seconds_total: { type: "counter", labels: {}, what: "CPU time" },
  process_resident_memory_bytes: { type: "gauge", labels: {}, what: "memory" },
  nodejs_eventloop_lag_p99_seconds: { type: "gauge", labels: {}, what: "how late the event loop is" },
} as const satisfies Record<string, Metric>;

export type AgentMetric = keyof typeof AGENT_METRICS;

/** Runs waiting at all replicas of an agent: what autoscaling and forecasts go by. */
export const QUEUE_LENGTH = "agent:queue_length:sum";

/** Label that Argo Rollouts gives pods, by which a new version is told from the old, as Prometheus writes it. */
export const REVISION_LABEL = "rollouts_pod_template_hash";
