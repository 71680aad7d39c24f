import { change } from "../state/change.ts";
import type { State } from "../state/state.ts";

const KEY = "journals";

interface Document {
  replicas: string[];
}

/** The document that lists the replicas that have a journal, so that others find the journals of those that are gone. */
export class Directory {
  readonly #state: State;
  readonly #onConflict: () => void;

  /** @param onConflict told whenever the document was written by another in between */
  constructor(state: State, onConflict: () => void) {
    this.#state = state;
    this.#onConflict = onConflict;
  }

  /** The replicas that have a journal. */
  async replicas(): Promise<string[]> {
    return ((await this.#state.get(KEY))?.value as Document | undefined)?.replicas ?? [];
  }

  /** Lists a replica, unless it is listed. */
  async add(replica: string): Promise<void> {
    await this.#change((replicas) => (replicas.includes(replica) ? undefined : [...replicas, replica]));
  }

  /** Takes a replica off the list. */
  async remove(replica: string): Promise<void> {
    await this.#change((replicas) => (replicas.includes(replica) ? replicas.filter((r) => r !== replica) : undefined));
  }

  async #change(decide: (replicas: string[]) => string[] | undefined): Promise<void> {
    await change<Document>({
      state: this.#state,
      key: KEY,
      onConflict: this.#onConflict,
      decide: (present) => {
        const replicas = decide(present?.replicas ?? []);
        return replicas && { value: { replicas } };
      },
    });
  }
}
