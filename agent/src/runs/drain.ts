import { setTimeout as sleep } from "node:timers/promises";
import type { FastifyBaseLogger } from "fastify";
import type { Adoption } from "./adoption.ts";
import type { Journal } from "./journal.ts";
import type { OpenRuns } from "./openRuns.ts";
import type { RunQueue } from "./queue.ts";
import type { Runner } from "./runner.ts";

/** Seconds of the drain kept for parking, closing and sending traces, or a quarter of a drain that is short. */
const RESERVE_SECONDS = 15;

/** What a drain ends. */
export interface DrainParts {
  seconds: number;
  adoption: Adoption;
  queue: RunQueue;
  runner: Runner;
  journal: Journal;
  open: OpenRuns;
  log: FastifyBaseLogger;
}

/** The end of a replica: it takes nothing more, finishes what it can and parks the rest for others. */
export class Drain {
  readonly #parts: DrainParts;
  readonly #hurry = new AbortController();
  #done: Promise<void> | undefined;

  constructor(parts: DrainParts) {
    this.#parts = parts;
  }

  /** Whether it has begun. */
  get begun(): boolean {
    return this.#done !== undefined;
  }

  /** Begins, once. Resolves when every accepted run is finished or parked. */
  begin(): Promise<void> {
    this.#done ??= this.#drain();
    return this.#done;
  }

  /** Parks at once what is not finished. */
  hurry(): void {
    this.#hurry.abort();
  }

  async #drain(): Promise<void> {
    const { seconds, adoption, queue, runner, journal, open, log } = this.#parts;
    const reserveMs = 1000 * Math.min(RESERVE_SECONDS, seconds / 4);
    log.info({ waiting: queue.waiting, active: queue.active, seconds }, "draining");
    adoption.stop();
    await this.#idleOr(seconds * 1000 - reserveMs);
    const waiting = queue.stop();
    runner.stop();
    await Promise.all(waiting.map((run) => runner.park(run)));
    await Promise.race([queue.idle(), sleep(reserveMs / 2, undefined, { ref: false })]);
    try {
      await journal.close();
    } catch (error) {
      log.error({ err: error }, "journal not closed; other replicas take its runs when its lease is over");
    }
    log.info(open.tally, "drained");
  }

  async #idleOr(ms: number): Promise<void> {
    const over = sleep(ms, undefined, { ref: false, signal: this.#hurry.signal }).catch(() => undefined);
    await Promise.race([this.#parts.queue.idle(), over]);
  }
}
