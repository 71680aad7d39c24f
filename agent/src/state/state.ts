/** A value as it is in the store. */
export interface Stored {
  value: unknown;
  /** Changes with every write; a write that names it succeeds only if there was none since. */
  etag: string;
}

/** What must hold for a write, and for how long it is kept. */
export interface SaveOptions {
  /** Only if the value is still the one read with this ETag. */
  etag?: string;
  /** Only if the key has no value yet. */
  absent?: boolean;
  /** Seconds after which the store may drop the value; kept for good without it. */
  ttlSeconds?: number;
}

/** Where runs, journals and conversations are. */
export interface State {
  /** The value, or undefined when the key has none. */
  get(key: string): Promise<Stored | undefined>;
  /** @throws Conflict when what must hold does not */
  save(key: string, value: unknown, options?: SaveOptions): Promise<void>;
  /** Deleting what is not there is no error. @throws Conflict when the value has another ETag */
  delete(key: string, etag?: string): Promise<void>;
}

/** Somebody else has written the key. */
export class Conflict extends Error {
  constructor(key: string) {
    super(`the state of ${key} was written by another`);
    this.name = "Conflict";
  }
}

/** The store, or the sidecar before it, did not do what it was asked; whether a write was done is not known. */
export class StateUnavailable extends Error {
  constructor(detail: string, cause?: unknown) {
    super(detail, { cause });
    this.name = "StateUnavailable";
  }
}
