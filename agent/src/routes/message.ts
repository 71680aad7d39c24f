import { setTimeout as sleep } from "node:timers/promises";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { AgentHealth } from "../agentHealth.ts";
import type { Metrics } from "../metrics.ts";
import { Problem } from "../problem.ts";
import type { Drain } from "../runs/drain.ts";
import type { Acceptance, Intake, Wanted } from "../runs/intake.ts";
import { derivedRunId, newRunId, type RunError, type RunRecord, type Task, viewOf } from "../runs/run.ts";
import type { Settings } from "../settings.ts";
import type { Topics } from "../topics.ts";
import { AGENT_PARAMS, TASK } from "./schemas.ts";

/** Seconds after which a caller may ask again: how a run is doing, whether there is a place, for another replica. */
const RETRY_SECONDS = { run: 2, full: 5, draining: 10 };

/** What a failed run is to who asked for it. */
const STATUS_OF: Record<RunError["code"], number> = {
  model_failed: 502,
  model_timeout: 504,
  publish_failed: 502,
  attempts_exhausted: 500,
  internal_error: 500,
};

/** What the log says of a request for a run. */
const TOLD: Record<Acceptance["kind"], string> = {
  open: "run accepted",
  known: "run known",
  full: "run refused",
  foreign: "run refused",
};

interface MessageBody {
  message_type: "task" | "health_check";
  payload: Task;
  agent_id?: string;
}

const BODY = {
  type: "object",
  additionalProperties: false,
  required: ["message_type", "payload"],
  properties: {
    message_type: { enum: ["task", "health_check"] },
    payload: { type: "object" },
    agent_id: { type: "string" },
  },
  if: { properties: { message_type: { const: "task" } } },
  // biome-ignore lint/suspicious/noThenProperty: JSON Schema's own keyword
  then: { properties: { payload: TASK } },
} as const;

type MessageRequest = FastifyRequest<{ Params: { id: string }; Body: MessageBody }>;

/** What the messages' route stands on. */
export interface MessageRoutes {
  settings: Settings;
  intake: Intake;
  drain: Drain;
  topics: Topics;
  metrics: Metrics;
  health: AgentHealth;
}

/** Where agents are given tasks. */
export function messageRoutes(app: FastifyInstance, parts: MessageRoutes): void {
  const { settings, intake, drain, topics, metrics, health } = parts;

  const refuse = (problem: Problem): never => {
    metrics.countRun("rejected");
    throw problem;
  };
  const refuseDraining = (): never => {
    const headers = { "retry-after": String(RETRY_SECONDS.draining), connection: "close" };
    return refuse(new Problem(503, "the agent is draining", { headers }));
  };

  const onRequest = async () => {
    if (drain.begun) refuseDraining();
  };
  const schema = { params: AGENT_PARAMS, body: BODY };
  app.post("/agents/:id/message", { schema, onRequest }, async (request: MessageRequest, reply) => {
    const { id } = request.params;
    const { message_type, payload, agent_id = id } = request.body;
    if (agent_id !== id) {
      const errors = [{ path: "/agent_id", detail: `must be ${id}, as in the path` }];
      throw new Problem(400, "the body is for another agent id than the path", { errors });
    }
    if (message_type === "health_check") return { success: true, result: await health.run() };

    const wanted = wantedOf(request, payload);
    const isAsync = prefersAsync(request);
    if (isAsync) reply.header("preference-applied", "respond-async");
    const acceptance = await (isAsync && topics.levelling !== undefined
      ? intake.acceptByTopic(wanted, topics.levelling)
      : intake.accept(wanted));
    if (acceptance.kind === "full" && drain.begun) refuseDraining();
    request.log.info({ run: wanted.id, agent_id }, TOLD[acceptance.kind]);
    const record = await presentOf(acceptance, isAsync ? 0 : settings.answerSeconds * 1000);
    if (record) return answer(reply, record);
    const headers = { "retry-after": String(RETRY_SECONDS.full) };
    return refuse(new Problem(429, "as many runs wait as may; none is taken now", { headers }));
  });
}

/** The run as it is, or as it is when it is done, should that be in time; undefined when it was not accepted. */
async function presentOf(acceptance: Acceptance, waitMs: number): Promise<RunRecord | undefined> {
  if (acceptance.kind === "known") return acceptance.record;
  if (acceptance.kind !== "open") return undefined; // never a foreign one: the id is made from the agent's or is new
  const { run } = acceptance;
  if (waitMs === 0) return run.record;
  const waiting = new AbortController();
  const late = sleep(waitMs, undefined, { signal: waiting.signal, ref: false }).catch(() => undefined);
  const record = await Promise.race([run.done, late]);
  waiting.abort();
  return record ?? run.record;
}

function wantedOf(request: MessageRequest, task: Task): Wanted {
  const { "idempotency-key": key, traceparent } = request.headers;
  const agentId = request.params.id;
  const trace = typeof traceparent === "string" ? { traceparent } : {};
  if (key === undefined) return { id: newRunId(), agentId, task, ...trace };
  if (typeof key !== "string" || !/^[\x21-\x7e]{1,128}$/.test(key)) {
    const errors = [{ path: "Idempotency-Key", detail: "must be 1 to 128 visible ASCII characters, and sent once" }];
    throw new Problem(400, "the header Idempotency-Key is not as it must be", { errors });
  }
  return { id: derivedRunId(agentId, key), agentId, task, ...trace };
}

/** Whether the caller does not want to wait: RFC 7240. */
function prefersAsync({ headers }: FastifyRequest): boolean {
  const preferences = [headers.prefer ?? []].flat().join(",").split(",");
  return preferences.some((preference) => preference.split(";")[0]?.trim().toLowerCase() === "respond-async");
}

function answer(reply: FastifyReply, record: RunRecord) {
  const { result, error, ...run } = viewOf(record);
  if (run.status === "succeeded") return { success: true, run, result };
  if (error) throw new Problem(STATUS_OF[error.code], `run ${run.id} failed: ${error.detail}`);
  const status_url = `/agents/${run.agent_id}/runs/${run.id}`;
  reply.code(202).headers({ location: status_url, "retry-after": String(RETRY_SECONDS.run) });
  return { success: true, run, status_url };
}
