import type { FastifyBaseLogger } from "fastify";
import type { Topics } from "../topics.ts";
import type { Journal } from "./journal.ts";
import type { OpenRun, OpenRuns } from "./openRuns.ts";
import type { RunQueue } from "./queue.ts";
import { isFinished, MAX_ATTEMPTS, type RunRecord } from "./run.ts";
import type { Runner } from "./runner.ts";
import type { RunStore } from "./runStore.ts";

/** What taking a run over needs. */
export interface TakeoverParts {
  store: RunStore;
  journal: Journal;
  open: OpenRuns;
  queue: RunQueue;
  runner: Runner;
  topics: Topics;
  log: FastifyBaseLogger;
}

/** What came of it: the run, now open here; no place for it; or nothing, as it is finished or another was quicker. */
export type Taken = OpenRun | "full" | "settled";

/** Takes runs over from replicas that are gone, and from topics. Of many replicas that try, one succeeds. */
export class Takeover {
  readonly #parts: TakeoverParts;

  constructor(parts: TakeoverParts) {
    this.#parts = parts;
  }

  /**
   * Takes a run over.
   * @param from its owner so far; none when it only waited in a topic
   */
  async take(id: string, from: string | undefined): Promise<Taken> {
    const { open } = this.#parts;
    return open.inTurn(id, async () => open.get(id) ?? this.takeInTurn(id, from));
  }

  /** The same for a caller that has the run's turn already. */
  async takeInTurn(id: string, from: string | undefined): Promise<Taken> {
    const { store, journal, open, queue, runner, log } = this.#parts;
    const present = await store.get(id);
    if (!present || !isLeft(present, from)) return "settled";
    if (!queue.reserve()) return "full";
    let record: RunRecord | undefined;
    try {
      // Listed here before it is ours: whoever owns a run has it in its journal at all times.
      await journal.add(id);
      record = await store.update(id, (seen) => (isLeft(seen, from) ? this.#taken(seen) : undefined));
    } catch (error) {
      journal.remove(id);
      queue.release();
      throw error;
    }
    if (!record || isFinished(record)) {
      journal.remove(id);
      queue.release();
      if (record) await this.#giveUp(record);
      return "settled";
    }
    log.info({ run: id, attempts: record.attempts }, "run taken over");
    const run = open.add(record);
    if (!queue.push(run)) await runner.park(run);
    return run;
  }

  #taken(seen: RunRecord): RunRecord {
    const owner = this.#parts.journal.replica;
    if (seen.attempts < MAX_ATTEMPTS) return { ...seen, owner, status: "queued", attempts: seen.attempts + 1 };
    const detail = `${MAX_ATTEMPTS} replicas have taken the run on and none has finished it`;
    const finished_at = new Date().toISOString();
    return { ...seen, owner, status: "failed", finished_at, error: { code: "attempts_exhausted", detail } };
  }

  async #giveUp(record: RunRecord): Promise<void> {
    const { open, topics, log } = this.#parts;
    log.error({ run: record.id, attempts: record.attempts }, "run given up");
    open.close(open.add(record), record, "failed");
    await topics.publishResult(record).catch((err) => log.warn({ run: record.id, err }, "result not published"));
  }
}

function isLeft(record: RunRecord, from: string | undefined): boolean {
  return !isFinished(record) && record.owner === from;
}
