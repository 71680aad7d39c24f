import { setTimeout as sleep } from "node:timers/promises";
import type { FastifyBaseLogger } from "fastify";
import { StateUnavailable } from "../state/state.ts";

/** Milliseconds between tries when the state store does not answer: the first, and the longest. */
const RETRY_MS = { first: 100, longest: 5000 };

/**
 * Does work with the state store until the store answers: an accepted run waits for it, however long it is away.
 * @param options what gives up, and who is told of every try that failed
 * @throws what the work throws but StateUnavailable, and an AbortError when it was given up
 */
export async function persist<Value>(
  work: () => Promise<Value>,
  { signal, log }: { signal: AbortSignal; log: FastifyBaseLogger },
): Promise<Value> {
  for (let pause = RETRY_MS.first; ; pause = Math.min(2 * pause, RETRY_MS.longest)) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StateUnavailable)) throw error;
      log.warn({ err: error }, "state store did not answer, will try again");
      await sleep(pause, undefined, { signal });
    }
  }
}
