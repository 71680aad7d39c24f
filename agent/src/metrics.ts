import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** What can come of a run, as agent_runs_total has it. */
export type Outcome = "succeeded" | "failed" | "parked" | "rejected";

const OUTCOMES: Outcome[] = ["succeeded", "failed", "parked", "rejected"];

/** Seconds: from an answer at once to a run as long as a drain. */
const BUCKETS = [0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600];

/** The agent's metrics. No label has values that callers choose. */
export class Metrics {
  readonly registry = new Registry();
  readonly queueWait: Histogram;
  readonly responseTime: Histogram;
  readonly stateConflicts: Counter;
  readonly #runs: Counter<"outcome">;
  readonly #tokens: Counter<"kind">;

  /** @param agent the agent's name, on every metric */
  constructor(agent: string) {
    const registers = [this.registry];
    this.registry.setDefaultLabels({ agent });
    this.queueWait = new Histogram({
      name: "agent_queue_wait_seconds",
      help: "Time from accepting a run to starting it",
      buckets: [0.01, 0.1, ...BUCKETS],
      registers,
    });
    this.responseTime = new Histogram({
      name: "agent_response_time_seconds",
      help: "Time from accepting a run to finishing it",
      buckets: [0.05, 0.1, ...BUCKETS],
      registers,
    });
    this.stateConflicts = new Counter({
      name: "agent_state_conflicts_total",
      help: "Writes that another replica was ahead of",
      registers,
    });
    this.#runs = new Counter({
      name: "agent_runs_total",
      help: "Runs by what came of them",
      labelNames: ["outcome"],
      registers,
    });
    this.#tokens = new Counter({
      name: "agent_tokens_total",
      help: "Tokens that the model took in and gave out",
      labelNames: ["kind"],
      registers,
    });
    for (const outcome of OUTCOMES) this.#runs.inc({ outcome }, 0);
    this.countTokens({ input_tokens: 0, output_tokens: 0 });
  }

  /** Shows what the process uses: memory, CPU, the event loop's delay. Once in a process. */
  watchProcess(): void {
    collectDefaultMetrics({ register: this.registry });
  }

  /** Shows how much waits and how much is worked on, whenever somebody looks. */
  watch(queue: { waiting: number; active: number }): void {
    new Gauge({
      name: "agent_queue_length",
      help: "Runs accepted and waiting",
      registers: [this.registry],
      collect() {
        this.set(queue.waiting);
      },
    });
    new Gauge({
      name: "agent_runs_active",
      help: "Runs being worked on",
      registers: [this.registry],
      collect() {
        this.set(queue.active);
      },
    });
  }

  /** Counts a run. */
  countRun(outcome: Outcome): void {
    this.#runs.inc({ outcome });
  }

  /** Counts what the model took in and gave out. */
  countTokens(usage: { input_tokens: number; output_tokens: number }): void {
    this.#tokens.inc({ kind: "input" }, usage.input_tokens);
    this.#tokens.inc({ kind: "output" }, usage.output_tokens);
  }
}
