import { setTimeout as sleep } from "node:timers/promises";
import type { State, Stored } from "../state/state.ts";
import type { Directory } from "./directory.ts";

/** Milliseconds from one write to the next, in which others gather: at most 50 writes a second, at any load. */
const GATHER_MS = 20;

/** What others need to know to take a replica's runs over. */
export interface JournalDocument {
  replica: string;
  /** Ids of its open runs, or of those that it parked. */
  runs: string[];
  /** Until when nobody else may take them, unless it is closed. */
  lease_until: string;
  /** The replica has stopped. */
  closed: boolean;
}

/** The key of a replica's journal. */
export function journalKey(replica: string): string {
  return `journal-${replica}`;
}

/** Reads a replica's journal. */
export async function readJournal(
  state: State,
  replica: string,
): Promise<(Stored & { value: JournalDocument }) | undefined> {
  return (await state.get(journalKey(replica))) as (Stored & { value: JournalDocument }) | undefined;
}

/** Whether the replica may still be at work: its runs are not to be touched. */
export function isLive(journal: JournalDocument): boolean {
  return !journal.closed && Date.parse(journal.lease_until) > Date.now();
}

/**
 * The list of this replica's open runs, for others to find when it is gone. Only this replica writes it, whatever is
 * there: who takes its runs over deletes it, and the ETag of that deletion loses against a write of an owner that lives.
 */
export class Journal {
  readonly replica: string;
  readonly #state: State;
  readonly #directory: Directory;
  readonly #leaseMs: number;
  readonly #listedMs: number;
  readonly #runs = new Set<string>();
  #closed = false;
  #listedAt = Number.NEGATIVE_INFINITY;
  #writtenAt = Number.NEGATIVE_INFINITY;
  #written: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;

  /** @param options this replica's name, how long a lease is, and how often it looks whether it is still listed */
  constructor(state: State, directory: Directory, options: { replica: string; leaseMs: number; touchMs: number }) {
    this.replica = options.replica;
    this.#state = state;
    this.#directory = directory;
    this.#leaseMs = options.leaseMs;
    this.#listedMs = options.touchMs;
  }

  /** Lists a run; resolves when the list with it is saved. @throws StateUnavailable, and then it is not listed */
  async add(run: string): Promise<void> {
    this.#runs.add(run);
    try {
      await this.#commit();
    } catch (error) {
      this.#runs.delete(run);
      throw error;
    }
  }

  /** Takes a run off the list with the next write: until then others find a run that is finished, which does no harm. */
  remove(run: string): void {
    this.#runs.delete(run);
  }

  /** Renews the lease. @throws StateUnavailable */
  async touch(): Promise<void> {
    await this.#commit();
  }

  /** Says that this replica has stopped, and hands over what is still listed. @throws StateUnavailable */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#commit();
    if (this.#runs.size > 0) return;
    await this.#state.delete(journalKey(this.replica));
    await this.#directory.remove(this.replica);
  }

  /** Joins the next write, which begins when the present one is done, and not at once after it. */
  #commit(): Promise<void> {
    this.#next ??= this.#written
      .catch(() => undefined) // whoever asked for that write was told
      .then(() => sleep(Math.max(0, Math.ceil(this.#writtenAt + GATHER_MS - performance.now()))))
      .then(() => {
        this.#next = undefined;
        this.#written = this.#write();
        return this.#written;
      });
    return this.#next;
  }

  async #write(): Promise<void> {
    const { replica } = this;
    this.#writtenAt = performance.now();
    const lease_until = new Date(Date.now() + this.#leaseMs).toISOString();
    const document: JournalDocument = { replica, runs: [...this.#runs], lease_until, closed: this.#closed };
    await this.#state.save(journalKey(replica), document);
    if (performance.now() - this.#listedAt < this.#listedMs) return;
    // Whoever took this replica for dead has taken it off the list.
    await this.#directory.add(replica);
    this.#listedAt = performance.now();
  }
}
