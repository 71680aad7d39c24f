import { at, expectStatus, show } from "../reply.ts";
import type { Smoke, Step } from "../step.ts";
import { notYet, wrong } from "../unexpected.ts";

/** A short task: it costs a few tokens. */
export function task(topic: string): { message_type: "task"; payload: { topic: string; depth: "brief" } } {
  return { message_type: "task", payload: { topic, depth: "brief" } };
}

/**
 * Has a task worked on and waits for its answer. Tried again it asks for the same run, so that nothing is paid twice;
 * only a run that failed is begun anew.
 * @param name what the run is remembered by
 * @returns id of the run
 */
export async function answeredRun(smoke: Smoke, name: string, topic: string, signal: AbortSignal): Promise<string> {
  const done = smoke.runs.get(name);
  if (done !== undefined) return done;
  const failures = smoke.failures.get(name) ?? 0;
  const headers = { "idempotency-key": `${smoke.agentId}-${name}-${failures}` };
  const reply = await smoke.agent.post(smoke.agentId, { body: task(topic), headers }, signal);
  if (reply.status === 502 || reply.status === 504) smoke.failures.set(name, failures + 1);
  if (reply.status !== 202) expectStatus(reply, 200);
  const run = at(reply.body, "run", "id");
  if (at(reply.body, "success") !== true || typeof run !== "string") {
    throw wrong(show(reply.body), "success: true and run.id");
  }
  if (reply.status === 202) throw notYet(`run ${run} is ${at(reply.body, "run", "status")}`, "it answered with 200");
  const text = at(reply.body, "result", "text");
  if (typeof text !== "string" || text === "") throw wrong(`result.text ${show(text)}`, "a text");
  smoke.runs.set(name, run);
  return run;
}

/** A task is answered while the caller waits. */
export const message: Step = {
  name: "message",
  needs: ["ready"],
  share: 0.75,
  trySeconds: 45,
  async attempt(smoke, signal) {
    const run = await answeredRun(smoke, "first", "Say in one sentence what a smoke test is.", signal);
    return `run ${run} succeeded`;
  },
};
