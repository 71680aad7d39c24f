import { setTimeout as sleep } from "node:timers/promises";
import type { Sidecar } from "./dapr/sidecar.ts";
import type { State } from "./state/state.ts";

/** Milliseconds that a check may take, and that its result holds. */
const DEADLINE_MS = 2000;
const CACHED_MS = 1000;

/** What readiness depends on; what is left out is not needed. */
export interface ReadinessParts {
  sidecar?: Sidecar;
  /** A store outside this process. */
  store?: State;
  isDraining: () => boolean;
}

/** Says whether the agent can take work. */
export class Readiness {
  readonly #parts: ReadinessParts;
  #cached: { at: number; missing: Promise<string[]> } | undefined;

  constructor(parts: ReadinessParts) {
    this.#parts = parts;
  }

  /** What is missing, in words; nothing when the agent is ready. Many callers share one check. */
  async missing(): Promise<string[]> {
    if (this.#parts.isDraining()) return ["the agent is draining"];
    if (!this.#cached || performance.now() - this.#cached.at > CACHED_MS) {
      this.#cached = { at: performance.now(), missing: this.#check() };
    }
    return this.#cached.missing;
  }

  async #check(): Promise<string[]> {
    const { sidecar, store } = this.#parts;
    const checks = [
      sidecar && within(sidecar.isHealthy(DEADLINE_MS), "the Dapr sidecar is not healthy"),
      store && within(canRead(store), "the state store cannot be reached"),
    ];
    return (await Promise.all(checks)).filter((missing) => missing !== undefined);
  }
}

async function canRead(store: State): Promise<boolean> {
  await store.get("readiness");
  return true;
}

async function within(check: Promise<boolean>, missing: string): Promise<string | undefined> {
  const late = sleep(DEADLINE_MS, false, { ref: false });
  const fits = await Promise.race([check.catch(() => false), late]); // why it fails is for the logs of who uses it
  return fits ? undefined : missing;
}
