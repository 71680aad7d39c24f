/** A metric that a program exports, as its own description of it says. */
export interface ExportedMetric {
  type: "counter" | "gauge" | "histogram";
  /** Labels of its own. Prometheus adds those of the pod. */
  labels: readonly string[];
  help: string;
  /** Upper bounds of the buckets that rules rely on, in the metric's unit. */
  buckets?: readonly number[];
}

/**
 * What every agent exports on its metrics port. Rules, triggers and analyses use these names and no others, and an agent
 * is tested against them.
 */
export const AGENT_METRICS = {
  agent_queue_length: { type: "gauge", labels: ["agent"], help: "Runs that are accepted and wait." },
  agent_runs_active: { type: "gauge", labels: ["agent"], help: "Runs that are worked on." },
  agent_queue_wait_seconds: { type: "histogram", labels: ["agent"], help: "Seconds from acceptance to start." },
  agent_response_time_seconds: {
    type: "histogram",
    labels: ["agent"],
    help: "Seconds from acceptance to the end of a run.",
    buckets: [0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600],
  },
  agent_runs_total: {
    type: "counter",
    labels: ["agent", "outcome"],
    help: "Runs by how they ended: succeeded, failed, parked or rejected.",
  },
  agent_tokens_total: { type: "counter", labels: ["agent", "kind"], help: "Tokens of models: input and output." },
  agent_state_conflicts_total: {
    type: "counter",
    labels: ["agent"],
    help: "Writes of state that another replica was ahead of.",
  },
} as const satisfies Record<string, ExportedMetric>;

/** The name of a metric that agents export. */
export type AgentMetric = keyof typeof AGENT_METRICS;

/** Runs waiting at all replicas of an agent: what autoscaling and forecasts go by. */
export const QUEUE_LENGTH = "agent:queue_length:sum";

/** Label that Argo Rollouts gives pods, by which a new version is told from the old, as Prometheus writes it. */
export const REVISION_LABEL = "rollouts_pod_template_hash";
