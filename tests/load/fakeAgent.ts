import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";

/** A request as a fault sees it. */
export interface Call {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  /** The body as text; empty for a GET. */
  body: string;
  /** How many requests of this method and path came before. */
  earlier: number;
}

/** What is answered. Without a status the connection is cut. */
export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
}

/** How an agent that keeps to the contract is made to break it. */
export interface Behaviour {
  /** What is answered instead of the right thing; undefined leaves it right. */
  fault?: (call: Call) => Reply | undefined | Promise<Reply | undefined>;
  /** Milliseconds that a run takes; 5 by default. */
  runMs?: number;
  /** Milliseconds that a caller is kept waiting before 202; for ever by default. */
  answerMs?: number;
  /** Runs worked on at once; more are refused with 429. */
  capacity?: number;
  /** What those are told instead of the right thing. */
  refusal?: Reply;
  /** Asked of every caller when set. */
  token?: string;
  /** What `health_check` says besides; overrides single members. */
  health?: Record<string, unknown>;
}

/** A key and its certificate, as PEM. */
export interface Certificate {
  key: string;
  cert: string;
}

interface Run {
  id: string;
  agent_id: string;
  status: "running" | "succeeded";
  created_at: string;
  attempts: number;
  topic?: string;
  result?: { text: string; model: string; usage: { input_tokens: number; output_tokens: number } };
}

const USAGE = { input_tokens: 8, output_tokens: 2 };
const AGENT_ID = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;

/** An agent that keeps to its contract in memory, until told otherwise. */
export class FakeAgent {
  readonly calls: Call[] = [];
  readonly #behaviour: Behaviour;
  readonly #runs = new Map<string, Run>();
  readonly #done = new Map<string, Promise<void>>();
  readonly #turns = new Map<string, { run: string; question: string; answer: string; at: string }[]>();
  #active = 0;
  #server: Server | undefined;

  constructor(behaviour: Behaviour = {}) {
    this.#behaviour = behaviour;
  }

  /**
   * Serves on 127.0.0.1.
   * @param at the port, any free one by default; with a certificate it serves https as `localhost`
   * @returns the base address
   */
  async start({ port = 0, certificate }: { port?: number; certificate?: Certificate } = {}): Promise<string> {
    const listener: RequestListener = (request, response) => {
      this.#answer(request).then(
        ({ status, headers = {}, body }) => {
          if (status === undefined) return response.destroy();
          const type = status >= 400 ? "application/problem+json" : "application/json";
          return response.writeHead(status, { "content-type": type, ...headers }).end(JSON.stringify(body));
        },
        (error: Error) => response.destroy(error),
      );
    };
    const server = certificate ? createTlsServer(certificate, listener) : createServer(listener);
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    const bound = (server.address() as AddressInfo).port;
    return certificate ? `https://localhost:${bound}` : `http://127.0.0.1:${bound}`;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  async #answer(request: IncomingMessage): Promise<Reply> {
    const { method = "", url: path = "", headers } = request;
    const earlier = this.calls.filter((call) => call.method === method && call.path === path).length;
    const call: Call = { method, path, headers, body: await text(request), earlier };
    this.calls.push(call);
    return (await this.#behaviour.fault?.(call)) ?? this.#right(call);
  }

  async #right(call: Call): Promise<Reply> {
    if (call.path === "/health") return { status: 200, body: { status: "ok", mode: "dapr" } };
    if (call.path === "/ready") return { status: 200, body: { status: "ready" } };
    const { token } = this.#behaviour;
    if (token && call.headers.authorization !== `Bearer ${token}`) {
      return problem(401, "a token is needed", { "www-authenticate": "Bearer" });
    }
    const [, id = "", what, run = ""] =
      /^\/agents\/([^/]+)\/(message|runs|conversation)\/?([^/]*)$/.exec(call.path) ?? [];
    if (call.method === "POST" && what === "message") return this.#message(id, call);
    if (what === "runs" && this.#runs.has(run)) return { status: 200, body: this.#runs.get(run) };
    const turns = this.#turns.get(id);
    if (what === "conversation" && turns) return { status: 200, body: { agent_id: id, turns } };
    return problem(404, `nothing is at ${call.path}`);
  }

  async #message(id: string, call: Call): Promise<Reply> {
    const message = readMessage(id, call);
    if (!("message_type" in message)) return message;
    if (message.message_type === "health_check") return { status: 200, body: this.#healthCheck() };
    const key = call.headers["idempotency-key"];
    const runId = typeof key === "string" ? `run-${key}` : `run-${this.#runs.size + 1}`;
    if (!this.#runs.has(runId)) {
      if (this.#active >= (this.#behaviour.capacity ?? Number.POSITIVE_INFINITY)) {
        return this.#behaviour.refusal ?? problem(429, "the queue is full", { "retry-after": "1" });
      }
      const topic = call.headers.prefer === "respond-async" ? "tasks" : undefined;
      this.#done.set(runId, this.#work(runId, id, message.payload.topic, topic));
    }
    if (call.headers.prefer !== "respond-async") await this.#answerOf(runId);
    const run = this.#runs.get(runId);
    const { result, ...rest } = run as Run;
    if (result) return { status: 200, body: { success: true, run: rest, result } };
    const url = `/agents/${id}/runs/${runId}`;
    return {
      status: 202,
      headers: { location: url, "retry-after": "1" },
      body: { success: true, run: rest, status_url: url },
    };
  }

  /** Waits until a run is done, or for as long as a caller is kept waiting. */
  async #answerOf(run: string): Promise<void> {
    const { answerMs } = this.#behaviour;
    await Promise.race([this.#done.get(run), ...(answerMs === undefined ? [] : [sleep(answerMs)])]);
  }

  async #work(id: string, agentId: string, question: string, topic?: string): Promise<void> {
    const created_at = new Date().toISOString();
    const run: Run = { id, agent_id: agentId, status: "running", created_at, attempts: 1, topic };
    this.#runs.set(id, run);
    this.#active += 1;
    await sleep(this.#behaviour.runMs ?? 5, undefined, { ref: false });
    this.#active -= 1;
    run.status = "succeeded";
    run.result = { text: `about ${question}`, model: "fake", usage: USAGE };
    const turns = this.#turns.get(agentId) ?? [];
    this.#turns.set(agentId, [...turns, { run: id, question, answer: run.result.text, at: run.created_at }]);
  }

  #healthCheck() {
    const result = {
      agent: "research-agent",
      revision: "research-agent--v7",
      mode: "dapr",
      dapr: { version: "1.16.2" },
      state: "ok",
      topics: { subscribe: ["tasks"], publish: ["tasks", "results"] },
      ...this.#behaviour.health,
    };
    return { success: true, result };
  }
}

/** A problem as the contract wants it. */
export function problem(status: number, detail: string, headers: Record<string, string> = {}): Reply {
  return { status, headers, body: { type: "about:blank", title: `Status ${status}`, status, detail } };
}

interface Message {
  message_type: string;
  payload: { topic: string };
}

/** The message, or why it is refused. */
function readMessage(id: string, call: Call): Message | Reply {
  if (!/^application\/json/.test(call.headers["content-type"] ?? "")) return problem(415, "expected application/json");
  if (!AGENT_ID.test(id)) return problem(400, "not an agent id");
  try {
    const message = JSON.parse(call.body);
    const unknown = Object.keys(message).filter((key) => !["message_type", "payload", "agent_id"].includes(key));
    if (unknown.length > 0) return problem(400, `unknown key ${unknown[0]}`);
    if (message.agent_id !== undefined && message.agent_id !== id)
      return problem(400, "agent_id differs from the path");
    if (message.message_type !== "health_check" && typeof message.payload?.topic !== "string") {
      return problem(400, "payload.topic is missing");
    }
    return message;
  } catch {
    return problem(400, "not JSON");
  }
}
