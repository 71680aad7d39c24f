import type { Message } from "../agent.ts";
import { at, describe, expectStatus, type Reply, show } from "../reply.ts";
import { DoesNotApply, type Smoke, type Step } from "../step.ts";
import { wrong } from "../unexpected.ts";
import { task } from "./message.ts";

/** Input that must be refused, and how. */
const BAD_INPUT: { what: string; agentId?: string; message: Message; status: number }[] = [
  { what: "an unknown key", message: { body: { ...task("x"), surprise: 1 } }, status: 400 },
  { what: "a task without topic", message: { body: { message_type: "task", payload: {} } }, status: 400 },
  { what: "broken JSON", message: { body: "{" }, status: 400 },
  { what: "an agent id in capitals", agentId: "NOT-AN-ID", message: { body: task("x") }, status: 400 },
  { what: "plain text", message: { body: "hello", headers: { "content-type": "text/plain" } }, status: 415 },
];

/** What is wrong is refused with a status of its own and a problem that says why. */
export const badInput: Step = {
  name: "bad input",
  needs: ["health"],
  share: 0.25,
  trySeconds: 15,
  async attempt(smoke, signal) {
    for (const { what, agentId = smoke.agentId, message, status } of BAD_INPUT) {
      expectProblem(what, await smoke.agent.post(agentId, message, signal), status);
    }
    return `${BAD_INPUT.length} kinds refused with 400 or 415`;
  },
};

/** Who has no token learns nothing and does nothing. */
export const token: Step = {
  name: "token",
  needs: ["health"],
  share: 0.25,
  trySeconds: 15,
  async attempt({ agent, agentId, guarded }: Smoke, signal) {
    if (!guarded) throw new DoesNotApply("no --token-env");
    const reply = await agent.postWithoutToken(agentId, { body: task("x") }, signal);
    expectProblem("a call without token", reply, 401);
    if (!reply.headers.has("www-authenticate")) throw wrong("401 without WWW-Authenticate", "401 with it");
    return "a call without it is refused with 401";
  },
};

/** Goes on only when a call was refused with this status, as `application/problem+json`. */
function expectProblem(what: string, reply: Reply, status: number): void {
  if (reply.status >= 500 || reply.status === 429) expectStatus(reply, status);
  const type = reply.headers.get("content-type") ?? "no content type";
  const expected = `${status} with application/problem+json`;
  if (reply.status !== status) throw wrong(`${what}: ${describe(reply)}`, expected);
  if (!type.startsWith("application/problem+json")) throw wrong(`${what}: ${status} with ${type}`, expected);
  if (at(reply.body, "status") !== status)
    throw wrong(`${what}: ${show(reply.body)}`, `a problem with status ${status}`);
}
