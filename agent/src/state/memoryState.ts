import { randomUUID } from "node:crypto";
import { Conflict, type SaveOptions, type State, type Stored } from "./state.ts";

/** Finished runs and conversations kept, so that a process that runs for weeks does not grow for weeks. */
const EXPENDABLE_KEPT = 2000;

/** State in this process's memory. What the store may drop some day is dropped, oldest first, beyond a bound. */
export class MemoryState implements State {
  readonly #kept = new Map<string, { json: string; etag: string }>();
  readonly #expendable = new Map<string, { json: string; etag: string }>();
  readonly #limit: number;

  constructor(limit: number = EXPENDABLE_KEPT) {
    this.#limit = limit;
  }

  /** Values kept. */
  get size(): number {
    return this.#kept.size + this.#expendable.size;
  }

  async get(key: string): Promise<Stored | undefined> {
    const item = this.#find(key);
    return item && { value: JSON.parse(item.json), etag: item.etag };
  }

  async save(key: string, value: unknown, options: SaveOptions = {}): Promise<void> {
    const present = this.#find(key);
    if (options.etag !== undefined && present?.etag !== options.etag) throw new Conflict(key);
    if (options.absent && present) throw new Conflict(key);
    this.#remove(key);
    const home = options.ttlSeconds === undefined ? this.#kept : this.#expendable;
    home.set(key, { json: JSON.stringify(value), etag: randomUUID() });
    const oldest = this.#expendable.keys().next();
    if (this.#expendable.size > this.#limit && !oldest.done) this.#expendable.delete(oldest.value);
  }

  async delete(key: string, etag?: string): Promise<void> {
    if (etag !== undefined && this.#find(key)?.etag !== etag) throw new Conflict(key);
    this.#remove(key);
  }

  #find(key: string) {
    return this.#kept.get(key) ?? this.#expendable.get(key);
  }

  #remove(key: string): void {
    this.#kept.delete(key);
    this.#expendable.delete(key);
  }
}
