import { change } from "../state/change.ts";
import type { State } from "../state/state.ts";
import { isFinished, type RunRecord } from "./run.ts";

/** Seconds a finished run can be asked for: 7 days. */
const FINISHED_SECONDS = 7 * 24 * 60 * 60;

/** The records of runs in the state store. */
export class RunStore {
  readonly #state: State;
  readonly #onConflict: () => void;

  /** @param onConflict told whenever a record was written by another in between */
  constructor(state: State, onConflict: () => void) {
    this.#state = state;
    this.#onConflict = onConflict;
  }

  /** The run's record, or undefined. */
  async get(id: string): Promise<RunRecord | undefined> {
    return (await this.#state.get(keyOf(id)))?.value as RunRecord | undefined;
  }

  /** Saves a new run. @throws Conflict when there is one of this id */
  async create(record: RunRecord): Promise<void> {
    await this.#state.save(keyOf(record.id), record, { absent: true });
  }

  /**
   * Changes a run.
   * @param decide the new record, or undefined to leave it as it is
   * @returns the new record, or undefined when it was left or is not there
   */
  async update(id: string, decide: (record: RunRecord) => RunRecord | undefined): Promise<RunRecord | undefined> {
    return change<RunRecord>({
      state: this.#state,
      key: keyOf(id),
      onConflict: this.#onConflict,
      decide: (present) => {
        const value = present && decide(present);
        return value && { value, ttlSeconds: isFinished(value) ? FINISHED_SECONDS : undefined };
      },
    });
  }

  /** Forgets a run that was never accepted. */
  async forget(id: string): Promise<void> {
    await this.#state.delete(keyOf(id));
  }
}

function keyOf(id: string): string {
  return `run-${id}`;
}
