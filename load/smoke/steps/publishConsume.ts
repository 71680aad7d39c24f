import { at, expectStatus, show } from "../reply.ts";
import type { Smoke, Step } from "../step.ts";
import { notYet, wrong } from "../unexpected.ts";
import { healthCheck } from "./healthCheck.ts";
import { task } from "./message.ts";

/** A task that nobody waits for goes over the agent's own topic, and is finished by whichever replica takes it. */
export const publishConsume: Step = {
  name: "publish-consume",
  needs: ["ready"],
  share: 0.75,
  trySeconds: 45,
  async attempt(smoke, signal) {
    const address = smoke.runs.get("later") ?? (await begin(smoke, signal));
    smoke.runs.set("later", address);
    const reply = await smoke.agent.get(address, signal);
    expectStatus(reply, 200);
    const status = at(reply.body, "status");
    if (status === "failed") throw wrong(`the run failed: ${show(at(reply.body, "error"))}`, "status succeeded");
    if (status !== "succeeded") throw notYet(`the run is ${show(status)}`, "status succeeded");
    const result = await healthCheck(smoke, signal);
    if (at(result, "mode") === "local") return "succeeded in this replica: local mode has no topics";
    const [shared, topic] = [sharedTopic(at(result, "topics")), at(reply.body, "topic")];
    if (shared === undefined)
      return "succeeded in the replica that took it: no topic is both subscribed to and published";
    if (topic !== shared) throw wrong(`the run came over topic ${show(topic)}`, `topic ${show(shared)}`);
    return `succeeded over the topic ${shared}`;
  },
};

/** Hands a task over and returns where its run can be asked for. */
async function begin({ agent, agentId }: Smoke, signal: AbortSignal): Promise<string> {
  const headers = { prefer: "respond-async", "idempotency-key": `${agentId}-later` };
  const reply = await agent.post(agentId, { body: task("Say in one sentence what a queue is."), headers }, signal);
  expectStatus(reply, 202);
  const address = at(reply.body, "status_url");
  if (typeof address !== "string") throw wrong(`status_url ${show(address)}`, "the run's address");
  return address;
}

/** The topic that the agent both publishes and subscribes to, if there is one: its runs go over it. */
function sharedTopic(topics: unknown): string | undefined {
  const list = (name: string) => {
    const found = at(topics, name);
    return Array.isArray(found) ? found : [];
  };
  return list("subscribe").find((topic) => list("publish").includes(topic));
}
