import { at, expectStatus, show } from "../reply.ts";
import { DoesNotApply, type Smoke, type Step } from "../step.ts";
import { notYet, wrong } from "../unexpected.ts";
import { isInRange } from "../versionRange.ts";
import { isLoopback } from "./tls.ts";

/** The `result` of the message `health_check`. */
export async function healthCheck({ agent, agentId }: Smoke, signal: AbortSignal): Promise<unknown> {
  const reply = await agent.post(agentId, { body: { message_type: "health_check", payload: {} } }, signal);
  expectStatus(reply, 200);
  if (at(reply.body, "success") !== true) throw wrong(show(reply.body), "success: true");
  return at(reply.body, "result");
}

/** What the agent saves it can read and delete again. */
export const state: Step = {
  name: "state",
  needs: ["health"],
  share: 0.75,
  trySeconds: 15,
  async attempt(smoke, signal) {
    const result = await healthCheck(smoke, signal);
    expectDaprMode(smoke, result);
    const seen = at(result, "state");
    if (seen !== "ok") throw wrong(`state ${show(seen)}`, 'state "ok": saved, read and deleted');
    return "saved, read and deleted";
  },
};

/** The sidecar is of a version that is supported. */
export const dapr: Step = {
  name: "dapr",
  needs: ["health"],
  share: 0.25,
  trySeconds: 15,
  async attempt(smoke, signal) {
    const result = await healthCheck(smoke, signal);
    expectDaprMode(smoke, result);
    const version = at(result, "dapr", "version");
    if (typeof version !== "string") throw notYet(`version ${show(version)}`, `Dapr ${smoke.daprRange}`);
    if (!isInRange(version, smoke.daprRange)) throw wrong(`Dapr ${version}`, `Dapr ${smoke.daprRange}`);
    return `Dapr ${version} is ${smoke.daprRange}`;
  },
};

/** The revision that was just deployed is the one that answers. */
export const revision: Step = {
  name: "revision",
  needs: ["health"],
  share: 0.75,
  trySeconds: 15,
  async attempt(smoke, signal) {
    const seen = at(await healthCheck(smoke, signal), "revision");
    if (smoke.revision !== undefined && seen !== smoke.revision) {
      throw notYet(`revision ${show(seen)}`, `revision ${show(smoke.revision)}`);
    }
    return String(seen);
  },
};

/** Local mode has neither Dapr nor a store. It is right on this machine, and nowhere else. */
function expectDaprMode({ agent }: Smoke, result: unknown): void {
  if (at(result, "mode") !== "local") return;
  if (isLoopback(new URL(agent.url).hostname)) throw new DoesNotApply("local mode has no Dapr and no state store");
  throw wrong("an agent in local mode, whose state is gone when its process is", "AGENT_MODE dapr");
}
