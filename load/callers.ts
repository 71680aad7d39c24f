import { check, sleep } from "k6";
import exec from "k6/execution";
import { mustAnswer, sendTask } from "./agentClient.ts";
import { type Answer, isDraining, isRefused, PRESSURE_CHECKS, retryAfter, userChecks } from "./answer.ts";
import { settings } from "./environment.ts";
import { draining, errors, refused } from "./metrics.ts";

/** What all callers of one test share. */
export interface Test {
  /** Part of every agent id, so that no test goes on with the conversations of another. */
  stamp: string;
}

/** Makes sure that the agent is there, and gives the test its stamp. */
export function beginTest(): Test {
  mustAnswer();
  return { stamp: Date.now().toString(36) };
}

/** The agent id of whoever calls: each user talks to an agent of their own. */
export function ownAgentId({ stamp }: Test): string {
  return `load-${stamp}-${exec.vu.idInTest}`;
}

/** One round of a user of the source: ask, hold the answer against its three checks, think for a second. */
export function ask(test: Test): void {
  const answer = sendTask(ownAgentId(test));
  errors.add(!check(answer, userChecks(settings.p95Ms)));
  sleep(1);
}

/** One round of a user who comes back when told to. */
export function askUnderPressure(test: Test): void {
  const answer = sendTask(ownAgentId(test));
  judge(answer);
  sleep(retryAfter(answer) ?? 1);
}

/** Counts an answer as right, refused or wrong. */
export function judge(answer: Answer): void {
  errors.add(!check(answer, PRESSURE_CHECKS));
  if (isRefused(answer)) refused.add(1);
  if (isDraining(answer)) draining.add(1);
}
