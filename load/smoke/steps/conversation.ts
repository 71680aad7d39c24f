import { at, expectStatus, show } from "../reply.ts";
import type { Step } from "../step.ts";
import { notYet } from "../unexpected.ts";
import { answeredRun } from "./message.ts";

/** The agent remembers: after a second message its conversation holds both turns, in order. */
export const conversation: Step = {
  name: "conversation",
  needs: ["message"],
  share: 0.75,
  trySeconds: 45,
  async attempt(smoke, signal) {
    const expected = [
      smoke.runs.get("first"),
      await answeredRun(smoke, "second", "Say in one sentence what it is good for.", signal),
    ];
    const reply = await smoke.agent.get(`/agents/${smoke.agentId}/conversation`, signal);
    expectStatus(reply, 200);
    const turns = at(reply.body, "turns");
    const seen = Array.isArray(turns) ? turns.map((turn) => at(turn, "run")) : turns;
    if (JSON.stringify(seen) !== JSON.stringify(expected)) {
      throw notYet(`turns of ${show(seen)}`, `turns of ${show(expected)}`);
    }
    return "the second message found the first";
  },
};
