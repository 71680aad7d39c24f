import { randomUUID } from "node:crypto";
import type { Sidecar } from "./dapr/sidecar.ts";
import { Problem } from "./problem.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state/state.ts";

/** What a health check found. */
export interface HealthReport {
  agent: string;
  revision: string;
  mode: Settings["mode"];
  /** Version of the Dapr runtime; `none` without a sidecar. */
  dapr: { version: string };
  /** `ok` when a value was saved, read and deleted; `none` without a store. */
  state: "ok" | "none";
  topics: { subscribe: string[]; publish: string[] };
}

/** Tries what the agent depends on, from end to end. */
export class AgentHealth {
  readonly #settings: Settings;
  readonly #parts: { sidecar?: Sidecar; store?: State };

  /** @param parts the sidecar and the store outside this process, where there are any */
  constructor(settings: Settings, parts: { sidecar?: Sidecar; store?: State }) {
    this.#settings = settings;
    this.#parts = parts;
  }

  /** @throws SidecarError, StateUnavailable or Problem when a part fails */
  async run(): Promise<HealthReport> {
    const { agentName, revision, mode, topics } = this.#settings;
    const { sidecar, store } = this.#parts;
    const [version, state] = await Promise.all([
      sidecar?.version() ?? "none",
      store ? roundTrip(store) : ("none" as const),
    ]);
    const { subscribe, publish } = topics;
    return { agent: agentName, revision, mode, dapr: { version }, state, topics: { subscribe, publish } };
  }
}

async function roundTrip(store: State): Promise<"ok"> {
  const key = `health-check-${randomUUID()}`;
  await store.save(key, { key }, { ttlSeconds: 60 });
  const stored = await store.get(key);
  if ((stored?.value as { key?: string } | undefined)?.key !== key) {
    throw new Problem(503, "the state store does not give back what was saved");
  }
  await store.delete(key);
  return "ok";
}
