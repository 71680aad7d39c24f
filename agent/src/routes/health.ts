import type { FastifyInstance } from "fastify";
import { Problem } from "../problem.ts";
import type { Readiness } from "../readiness.ts";
import type { Settings } from "../settings.ts";

/** Whether the process works, and whether it can take work. Probes come every few seconds: only trouble is logged. */
export function healthRoutes(app: FastifyInstance, { mode }: Settings, readiness: Readiness): void {
  app.get("/health", { logLevel: "warn" }, async () => ({ status: "ok", mode }));

  app.get("/ready", { logLevel: "warn" }, async () => {
    const missing = await readiness.missing();
    if (missing.length > 0) throw new Problem(503, `the agent is not ready: ${missing.join(", ")}`);
    return { status: "ready" };
  });
}
