import { type Result, tryUntil } from "./retry.ts";
import type { Smoke, Step } from "./step.ts";

/** What a run tells while it goes on. */
export interface Listener {
  /** A step has ended. */
  ended(result: Result): void;
  /** A step is still waiting. */
  waiting(line: string): void;
}

/**
 * Runs the steps in their order. A step whose need has failed is not tried; all others are, so that one run shows
 * everything that is wrong.
 * @param seconds for all steps together
 */
export async function runSteps(steps: Step[], smoke: Smoke, seconds: number, listener: Listener): Promise<Result[]> {
  const deadline = performance.now() + seconds * 1000;
  const results: Result[] = [];
  for (const step of steps) {
    const remaining = deadline - performance.now();
    const missing = step.needs.find((need) => results.some(({ name, outcome }) => name === need && isBad(outcome)));
    const why = missing ? `needs ${missing}` : remaining <= 0 ? `the ${seconds} s were over` : undefined;
    const result: Result = why
      ? { name: step.name, outcome: "not tried", seen: why, seconds: 0, tries: 0 }
      : await tryUntil(step, smoke, Math.min(remaining, step.share * seconds * 1000), listener.waiting);
    results.push(result);
    listener.ended(result);
  }
  return results;
}

/** Whether a step that ended so leaves the test failed. */
export function isBad(outcome: Result["outcome"]): boolean {
  return outcome === "failed" || outcome === "not tried";
}
