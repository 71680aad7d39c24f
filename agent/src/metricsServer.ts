import Fastify, { type FastifyInstance } from "fastify";
import type { Metrics } from "./metrics.ts";
import { Problem, sendProblem } from "./problem.ts";

/** The server that Prometheus scrapes: GET /metrics and nothing else. */
export function createMetricsServer({ registry }: Metrics): FastifyInstance {
  const app = Fastify({ bodyLimit: 1024, requestTimeout: 10_000 });
  app.get("/metrics", async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()));
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, new Problem(404, "there is only /metrics here")));
  app.setErrorHandler((_error, _request, reply) => sendProblem(reply, new Problem(500, "metrics cannot be read")));
  return app;
}
