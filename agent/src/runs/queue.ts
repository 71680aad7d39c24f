import { setTimeout as sleep } from "node:timers/promises";
import type { OpenRun } from "./openRuns.ts";

/** How much is worked on at a time, how much may wait, and who does the work. */
export interface QueueOptions {
  concurrency: number;
  limit: number;
  work: (run: OpenRun) => Promise<void>;
}

/**
 * Runs that wait and runs that are worked on: in the order they came, and one at a time for each agent id, so that a
 * conversation's turns are in order. A place is reserved before a run is saved, so that none is saved and then refused.
 */
export class RunQueue {
  readonly #options: QueueOptions;
  readonly #waiting: OpenRun[] = [];
  readonly #busy = new Set<string>();
  #reserved = 0;
  #active = 0;
  #stopped = false;
  #idle: (() => void)[] = [];
  #room: (() => void)[] = [];

  constructor(options: QueueOptions) {
    this.#options = options;
  }

  /** Runs that wait, without those that are worked on. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Runs that are worked on. */
  get active(): number {
    return this.#active;
  }

  /** Keeps a place for a run that is about to be pushed; false when there is none, or the queue was stopped. */
  reserve(): boolean {
    if (this.#stopped || !this.#hasRoom()) return false;
    this.#reserved += 1;
    return true;
  }

  /** Gives a reserved place back. */
  release(): void {
    this.#reserved -= 1;
    this.#next();
  }

  /** Resolves when there is a place, the queue is stopped or the time is over. Others may be faster in taking the place. */
  async room(ms: number): Promise<void> {
    if (this.#hasRoom() || this.#stopped) return;
    const timeout = new AbortController();
    const free = new Promise<void>((resolve) => {
      this.#room.push(resolve);
    });
    await Promise.race([free, sleep(ms, undefined, { signal: timeout.signal, ref: false }).catch(() => undefined)]);
    timeout.abort();
  }

  /** Puts a run in its reserved place. @returns false when the queue was stopped meanwhile */
  push(run: OpenRun): boolean {
    this.#reserved -= 1;
    if (!this.#stopped) this.#waiting.push(run);
    this.#next();
    return !this.#stopped;
  }

  /** Starts nothing more. @returns what waited */
  stop(): OpenRun[] {
    this.#stopped = true;
    for (const resolve of this.#room.splice(0)) resolve();
    return this.#waiting.splice(0);
  }

  /** Resolves when nothing waits, is worked on or has a place reserved. */
  async idle(): Promise<void> {
    if (this.#isIdle()) return;
    await new Promise<void>((resolve) => {
      this.#idle.push(resolve);
    });
  }

  #next(): void {
    while (!this.#stopped && this.#active < this.#options.concurrency) {
      const at = this.#waiting.findIndex(({ record }) => !this.#busy.has(record.agent_id));
      const [run] = at < 0 ? [] : this.#waiting.splice(at, 1);
      if (!run) break;
      void this.#start(run);
    }
    if (this.#hasRoom()) for (const resolve of this.#room.splice(0)) resolve();
    if (this.#isIdle()) for (const resolve of this.#idle.splice(0)) resolve();
  }

  async #start(run: OpenRun): Promise<void> {
    this.#active += 1;
    this.#busy.add(run.record.agent_id);
    try {
      await this.#options.work(run);
    } finally {
      this.#active -= 1;
      this.#busy.delete(run.record.agent_id);
      this.#next();
    }
  }

  #hasRoom(): boolean {
    const { concurrency, limit } = this.#options;
    return this.#reserved + this.#waiting.length + this.#active < concurrency + limit;
  }

  #isIdle(): boolean {
    return this.#reserved + this.#waiting.length + this.#active === 0;
  }
}
