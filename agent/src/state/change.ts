import { setTimeout as sleep } from "node:timers/promises";
import { Conflict, type State } from "./state.ts";

/** What is to become of a value, and for how many seconds it is then kept. */
export interface Change<Value> {
  value: Value;
  ttlSeconds?: number;
}

/** How a document is changed by many writers: read, decide, write if nobody else has, else again. */
export interface Changing<Value> {
  state: State;
  key: string;
  /** Decides by the present value. Undefined leaves it as it is. Called once for every try. */
  decide: (present: Value | undefined) => Change<Value> | undefined;
  /** Told of every conflict. */
  onConflict: () => void;
}

/**
 * Changes a document.
 * @returns the new value, or undefined when it was left as it is
 * @throws StateUnavailable when the store does not answer
 */
export async function change<Value>({ state, key, decide, onConflict }: Changing<Value>): Promise<Value | undefined> {
  for (let tries = 1; ; tries += 1) {
    const stored = await state.get(key);
    const next = decide(stored?.value as Value | undefined);
    if (!next) return undefined;
    try {
      const condition = stored ? { etag: stored.etag } : { absent: true };
      await state.save(key, next.value, { ...condition, ttlSeconds: next.ttlSeconds });
      return next.value;
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      onConflict();
      // Writers that met once would meet again if all waited for the same time.
      await sleep(Math.random() * Math.min(10 * 2 ** tries, 500));
    }
  }
}
