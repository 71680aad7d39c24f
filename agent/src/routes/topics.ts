import type { FastifyError, FastifyInstance } from "fastify";
import { requireDaprToken } from "../auth.ts";
import { Problem } from "../problem.ts";
import type { Drain } from "../runs/drain.ts";
import type { Acceptance, Intake, Wanted } from "../runs/intake.ts";
import type { RunQueue } from "../runs/queue.ts";
import { AGENT_ID, derivedRunId, isFinished, RUN_ID, type Task } from "../runs/run.ts";
import type { Settings } from "../settings.ts";
import { TASK } from "./schemas.ts";

interface CloudEvent {
  id: string;
  traceparent?: string;
  data: { agent_id: string; run?: string; payload: Task };
}

/** CloudEvents have attributes that nobody here asks for, such as source; the data is ours. */
const EVENT = {
  type: "object",
  required: ["id", "data"],
  properties: {
    id: { type: "string", minLength: 1, maxLength: 1024 },
    traceparent: { type: "string", maxLength: 256 },
    data: {
      type: "object",
      additionalProperties: false,
      required: ["agent_id", "payload"],
      properties: {
        agent_id: { type: "string", pattern: AGENT_ID },
        run: { type: "string", pattern: RUN_ID },
        payload: TASK,
      },
    },
  },
} as const;

/** What the topics' routes stand on. */
export interface TopicRoutes {
  settings: Settings;
  intake: Intake;
  queue: RunQueue;
  drain: Drain;
  /** Milliseconds that a message waits for a place. */
  roomMs: number;
}

/** What Dapr asks for, and where it brings messages: https://docs.dapr.io/reference/api/pubsub_api/. */
export function topicRoutes(app: FastifyInstance, { settings, intake, queue, drain, roomMs }: TopicRoutes): void {
  const { topics, dapr } = settings;

  /** Nobody waits for the answer to a message, so it can wait for a place. */
  async function acceptWhenThereIsRoom(wanted: Wanted): Promise<Acceptance> {
    const deadline = Date.now() + roomMs;
    let acceptance = await intake.accept(wanted);
    while (acceptance.kind === "full" && Date.now() < deadline) {
      await queue.room(deadline - Date.now());
      if (drain.begun) break;
      acceptance = await intake.accept(wanted);
    }
    return acceptance;
  }

  app.get("/dapr/subscribe", { logLevel: "warn" }, async () =>
    topics.subscribe.map((topic) => ({
      pubsubname: dapr.pubsub,
      topic,
      route: `/topics/${topic}`,
      ...(topics.deadLetter ? { deadLetterTopic: topics.deadLetter } : {}),
    })),
  );

  app.register(async (messages) => {
    if (dapr.appToken) messages.addHook("onRequest", requireDaprToken(dapr.appToken));
    const json = messages.getDefaultJsonParser("error", "error");
    messages.addContentTypeParser("application/cloudevents+json", { parseAs: "string" }, json);
    // What is no message today is none tomorrow: a status of 4xx would bring it back until the broker gives up.
    messages.setErrorHandler((error: FastifyError, request, reply) => {
      const isBad = !(error instanceof Problem) && error.statusCode !== undefined && error.statusCode < 500;
      if (!isBad) throw error;
      request.log.warn({ code: error.code, reason: error.validation && error.message }, "message dropped");
      return reply.code(200).send({ status: "DROP" });
    });

    messages.post<{ Params: { topic: string }; Body: CloudEvent }>(
      "/topics/:topic",
      { schema: { body: EVENT } },
      async (request) => {
        const { topic } = request.params;
        if (!topics.subscribe.includes(topic)) throw new Problem(404, "the agent is not subscribed to this topic");
        if (drain.begun) return { status: "RETRY" };
        const { id: event, data, traceparent = request.headers.traceparent } = request.body;
        const id = data.run ?? (new RegExp(RUN_ID).test(event) ? event : derivedRunId(event));
        const wanted = { id, agentId: data.agent_id, task: data.payload, topic };
        const trace = typeof traceparent === "string" ? { traceparent } : {};
        const acceptance = await acceptWhenThereIsRoom({ ...wanted, ...trace });
        if (acceptance.kind === "full") return { status: "RETRY" };
        if (acceptance.kind === "foreign") {
          request.log.warn({ run: id }, "message dropped: its run is of another agent id");
          return { status: "DROP" };
        }
        const record = acceptance.kind === "open" ? await acceptance.run.done : acceptance.record;
        return { status: isFinished(record) ? "SUCCESS" : "RETRY" };
      },
    );
  });
}
