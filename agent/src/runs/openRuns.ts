import type { Metrics, Outcome } from "../metrics.ts";
import type { Journal } from "./journal.ts";
import { isFinished, type RunRecord } from "./run.ts";

/** A run that this replica has accepted and is not done with. */
export interface OpenRun {
  record: RunRecord;
  /** When it was accepted here, as `performance.now()` says. */
  acceptedAt: number;
  /** Resolves when this replica is done with it: finished, parked, or lost to another replica. */
  done: Promise<RunRecord>;
  settle: (record: RunRecord) => void;
}

/** What became of the runs that this replica accepted. Lost ones were taken over by a replica that took it for dead. */
export type Tally = Record<"accepted" | "succeeded" | "failed" | "parked" | "lost", number>;

/** The runs that this replica has open. */
export class OpenRuns {
  readonly tally: Tally = { accepted: 0, succeeded: 0, failed: 0, parked: 0, lost: 0 };
  readonly #runs = new Map<string, OpenRun>();
  readonly #turns = new Map<string, Promise<unknown>>();
  readonly #journal: Journal;
  readonly #metrics: Metrics;

  constructor(journal: Journal, metrics: Metrics) {
    this.#journal = journal;
    this.#metrics = metrics;
  }

  get(id: string): OpenRun | undefined {
    return this.#runs.get(id);
  }

  /** Opens a run that is saved and in the journal. */
  add(record: RunRecord): OpenRun {
    const { promise, resolve } = Promise.withResolvers<RunRecord>();
    const run = { record, acceptedAt: performance.now(), done: promise, settle: resolve };
    this.#runs.set(record.id, run);
    this.tally.accepted += 1;
    return run;
  }

  /** Is done with a run, and tells who waits for it. What is parked stays in the journal for another replica. */
  close(run: OpenRun, record: RunRecord, outcome: Exclude<Outcome, "rejected"> | "lost"): void {
    const { id } = record;
    if (outcome !== "parked") this.#journal.remove(id);
    this.#runs.delete(id);
    this.tally[outcome] += 1;
    if (outcome !== "lost") this.#metrics.countRun(outcome);
    if (isFinished(record)) this.#metrics.responseTime.observe(secondsSince(record.created_at));
    run.record = record;
    run.settle(record);
  }

  /** Does the work when no other work on the run's acceptance is under way: it is accepted by one caller at a time. */
  async inTurn<Value>(id: string, work: () => Promise<Value>): Promise<Value> {
    const before = this.#turns.get(id);
    const turn = (async () => {
      await before?.catch(() => undefined); // its own caller is told
      return work();
    })();
    this.#turns.set(id, turn);
    try {
      return await turn;
    } finally {
      if (this.#turns.get(id) === turn) this.#turns.delete(id);
    }
  }
}

/** From when it was first accepted, perhaps by another replica with a clock that is a little ahead. */
function secondsSince(time: string): number {
  return Math.max(0, Date.now() - Date.parse(time)) / 1000;
}
