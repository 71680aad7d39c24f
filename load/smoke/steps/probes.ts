import { at, expectStatus } from "../reply.ts";
import type { Step } from "../step.ts";
import { wrong } from "../unexpected.ts";

/** The process works. */
export const health: Step = {
  name: "health",
  needs: ["tls"],
  share: 0.75,
  trySeconds: 10,
  async attempt({ agent }, signal) {
    const reply = await agent.get("/health", signal);
    expectStatus(reply, 200);
    if (at(reply.body, "status") !== "ok") throw wrong(JSON.stringify(reply.body), '{"status":"ok"}');
    return `status 200, mode ${at(reply.body, "mode")}`;
  },
};

/** It has what it needs: its sidecar and its state store. */
export const ready: Step = {
  name: "ready",
  needs: ["health"],
  share: 0.75,
  trySeconds: 10,
  async attempt({ agent }, signal) {
    expectStatus(await agent.get("/ready", signal), 200);
    return "status 200";
  },
};
