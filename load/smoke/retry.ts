import { setTimeout as sleep } from "node:timers/promises";
import { DoesNotApply, type Smoke, type Step } from "./step.ts";
import { notYet, Unexpected } from "./unexpected.ts";

/** How a step ended. */
export interface Result {
  name: string;
  outcome: "passed" | "failed" | "does not apply" | "not tried";
  /** What was seen, or why it was not tried. */
  seen: string;
  /** Set when it failed. */
  expected?: string;
  seconds: number;
  tries: number;
}

/** First and longest pause between two tries, in milliseconds. */
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 5_000;
/** Milliseconds of waiting between two words about it. */
const HEARTBEAT = 5_000;

/**
 * Tries a step until it is as expected, can never be, or the time is over. Each pause is twice as long as the one
 * before, or as long as the agent asks for.
 * @param milliseconds for all tries together
 * @param progress told now and then what is being waited for
 */
export async function tryUntil(
  step: Step,
  smoke: Smoke,
  milliseconds: number,
  progress: (line: string) => void,
): Promise<Result> {
  const began = performance.now();
  const deadline = began + milliseconds;
  const ended = (outcome: Result["outcome"], seen: string, expected?: string): Result => {
    const seconds = (performance.now() - began) / 1000;
    return { name: step.name, outcome, seen, ...(expected ? { expected } : {}), seconds, tries };
  };
  let tries = 0;
  let told = began;
  for (let pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
    tries += 1;
    const failure = await attempt(step, smoke, deadline).catch((error: unknown) => known(error));
    if (typeof failure === "string") return ended("passed", failure);
    if (failure instanceof DoesNotApply) return ended("does not apply", failure.message);
    const wait = Math.max(pause, (failure.retryAfter ?? 0) * 1000);
    const now = performance.now();
    if (!failure.passing || now + wait >= deadline) return ended("failed", failure.seen, failure.expected);
    if (now - told > HEARTBEAT) {
      told = now;
      progress(`${step.name}: ${Math.round((now - began) / 1000)} s, ${tries} tries, last saw ${failure.seen}`);
    }
    await sleep(wait);
  }
}

function attempt(step: Step, smoke: Smoke, deadline: number): Promise<string> {
  const milliseconds = Math.max(1, Math.min(step.trySeconds * 1000, deadline - performance.now()));
  return step.attempt(smoke, AbortSignal.timeout(Math.ceil(milliseconds)));
}

/** What a step may throw; anything else is a fault of the step and is let through. */
function known(error: unknown): Unexpected | DoesNotApply {
  if (error instanceof Unexpected || error instanceof DoesNotApply) return error;
  if (error instanceof Error && error.name === "TimeoutError") return notYet("nothing in time", "an answer");
  throw error;
}
