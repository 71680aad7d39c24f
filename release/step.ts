import type { Problem } from "../components/settings/problem.ts";
import type { StackAgent } from "./stackAgents.ts";

/** A setting to change, as `pulumi config set --path` takes it. */
export interface Setting {
  path: string;
  value: string;
}

/** What one step of a release needs before `pulumi up`. */
export interface Step {
  /** Those that are not as they must be already. */
  settings: Setting[];
  /** For people: what becomes of each agent. */
  notes: string[];
  /** What stands in the way. With any, the step must not be taken. */
  problems: Problem[];
}

/** What a step needs for one agent. */
export type AgentStep = { settings: Setting[]; note?: string; problem?: Problem };

/** What a step needs for all of them. */
export function together(steps: readonly AgentStep[]): Step {
  return {
    settings: steps.flatMap(({ settings }) => settings),
    notes: steps.flatMap(({ note }) => note ?? []),
    problems: steps.flatMap(({ problem }) => problem ?? []),
  };
}

type Field = "image.repository" | "image.digest" | "delivery.production" | "delivery.newest" | "delivery.other";

/** The setting of an agent's field, or nothing where it has that value already. */
export function set({ path, image, delivery }: StackAgent, field: Field, value: string): Setting[] {
  const now: Record<string, unknown> = { image, delivery };
  const [block = "", key = ""] = field.split(".");
  const present = (now[block] as Record<string, unknown>)[key];
  return present === value ? [] : [{ path: `${path}.${field}`, value }];
}
