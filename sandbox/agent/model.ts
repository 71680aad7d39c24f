import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** How the stand-in behaves. */
export interface ModelBehaviour {
  /** Milliseconds before an answer. */
  latency: number;
  /** Percent of requests that take `slowLatency` instead; spread evenly. Default: 0. */
  slowPercent?: number;
  /** Milliseconds before a slow answer. Default: 10 times `latency`. */
  slowLatency?: number;
  /** Percent of requests that fail with 500, spread evenly. Default: 0. */
  failPercent?: number;
  /** Tokens that every answer says it took. */
  tokens: { input: number; output: number };
}

/** A stand-in language model that listens. */
export interface StandInModel {
  /** What an OpenAI client takes as its base URL. */
  url: string;
  /** Requests that were answered, well or not. */
  answered(): number;
  close(): Promise<void>;
}

interface ChatMessage {
  role: string;
  content: string;
}

/**
 * A stand-in for a language model behind the Chat Completions API, on 127.0.0.1: it knows nothing, says so, answers
 * after a set time and counts a set number of tokens. Each answer repeats the first question of the conversation, so
 * that one can see what the agent remembered.
 * @param port 0 for any that is free
 */
export async function startModel(behaviour: ModelBehaviour, port = 0): Promise<StandInModel> {
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    answer(request, response, behaviour, requests).catch(() => response.destroy());
  });
  server.listen(port, "127.0.0.1");
  await new Promise((resolve, reject) => server.once("listening", resolve).once("error", reject));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    answered: () => requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, behaviour: ModelBehaviour, count: number) {
  if (request.method !== "POST" || request.url !== "/v1/chat/completions") {
    return fail(response, 404, "the stand-in knows POST /v1/chat/completions only");
  }
  if (!request.headers.authorization?.startsWith("Bearer ")) return fail(response, 401, "no API key was sent");
  const asked = chatRequest(await textOf(request));
  if (!asked) return fail(response, 400, "expected JSON with model and messages");
  const { latency, slowLatency = latency * 10, slowPercent = 0, failPercent = 0, tokens } = behaviour;
  await sleep(isOneOf(count, slowPercent) ? slowLatency : latency);
  if (isOneOf(count, failPercent)) return fail(response, 500, "the stand-in was asked to fail");
  send(response, 200, {
    id: `chatcmpl-standin-${count}`,
    object: "chat.completion",
    created: Math.floor(Date.now() / 1000),
    model: asked.model,
    choices: [
      { index: 0, message: { role: "assistant", content: say(asked.messages), refusal: null }, finish_reason: "stop" },
    ],
    usage: {
      prompt_tokens: tokens.input,
      completion_tokens: tokens.output,
      total_tokens: tokens.input + tokens.output,
    },
  });
}

function say(messages: ChatMessage[]): string {
  const questions = messages.filter(({ role }) => role === "user").map(({ content }) => content);
  const before = questions.length > 1 ? ` The first thing you asked was: ${questions[0]}` : "";
  return `This is answer ${questions.length} of a stand-in, which knows nothing.${before}`;
}

/** Whether the nth request is one of so many percent, evenly spread: every tenth for 10. */
function isOneOf(nth: number, percent: number): boolean {
  return Math.floor((nth * percent) / 100) > Math.floor(((nth - 1) * percent) / 100);
}

function chatRequest(text: string): { model: string; messages: ChatMessage[] } | undefined {
  try {
    const { model, messages } = JSON.parse(text);
    return typeof model === "string" && Array.isArray(messages) ? { model, messages } : undefined;
  } catch {
    return undefined;
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}

function fail(response: ServerResponse, status: number, message: string) {
  send(response, status, { error: { message, type: "stand_in_error", param: null, code: null } });
}

function send(response: ServerResponse, status: number, body: unknown) {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
