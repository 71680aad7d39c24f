import type { FastifyBaseLogger } from "fastify";
import { Conflict, type State } from "../state/state.ts";
import type { Directory } from "./directory.ts";
import { isLive, journalKey, readJournal } from "./journal.ts";
import type { Takeover } from "./takeover.ts";

/** Milliseconds to the next round after one that failed, as when the sidecar is not up yet. */
const AFTER_FAILURE_MS = 2000;

/** What adoption needs. */
export interface AdoptionParts {
  state: State;
  directory: Directory;
  takeover: Takeover;
  replica: string;
  /** Milliseconds from round to round. */
  everyMs: number;
  log: FastifyBaseLogger;
}

/** Looks for the journals of replicas that are gone, and takes their runs over. */
export class Adoption {
  readonly #parts: AdoptionParts;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(parts: AdoptionParts) {
    this.#parts = parts;
  }

  /** Begins a first round, and goes on with one from time to time. */
  start(): void {
    void this.#loop();
  }

  /** Begins no more. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  /** Takes over what there is to take over. @throws StateUnavailable */
  async round(): Promise<void> {
    const { directory, replica: self } = this.#parts;
    for (const replica of await directory.replicas()) {
      if (replica !== self && !this.#stopped) await this.#adopt(replica);
    }
  }

  async #loop(): Promise<void> {
    const { everyMs, log } = this.#parts;
    let wait = everyMs;
    try {
      await this.round();
    } catch (error) {
      log.warn({ err: error }, "cannot look for the runs of other replicas, will try again");
      wait = Math.min(wait, AFTER_FAILURE_MS);
    }
    if (!this.#stopped) this.#timer = setTimeout(() => void this.#loop(), wait);
  }

  async #adopt(replica: string): Promise<void> {
    const { state, directory, takeover, log } = this.#parts;
    const journal = await readJournal(state, replica);
    if (journal && isLive(journal.value)) return;
    if (journal) {
      const { runs } = journal.value;
      const taken = await Promise.all(runs.map((run) => takeover.take(run, replica)));
      log.info(
        { replica, runs: runs.length, taken: taken.filter((one) => typeof one !== "string").length },
        "journal adopted",
      );
      if (taken.includes("full")) return;
      try {
        await state.delete(journalKey(replica), journal.etag);
      } catch (error) {
        if (error instanceof Conflict) return; // its owner lives and has written it
        throw error;
      }
    }
    await directory.remove(replica);
  }
}
