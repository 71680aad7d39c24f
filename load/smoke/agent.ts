import type { Reply } from "./reply.ts";
import { notYet, wrong } from "./unexpected.ts";

/** A message to the agent. */
export interface Message {
  /** A text is sent as it is, anything else as JSON. */
  body: unknown;
  headers?: Record<string, string>;
}

/** The agent that is tested, reached as its callers reach it. */
export class Agent {
  /** Base address without a last slash. */
  readonly url: string;
  readonly #token: string | undefined;

  constructor(url: string, token?: string) {
    this.url = url;
    this.#token = token;
  }

  /** GET of a path. @param signal when to give up */
  get(path: string, signal: AbortSignal): Promise<Reply> {
    return this.#fetch(path, { headers: this.#authorization() }, signal);
  }

  /** POST to an agent id. @param signal when to give up */
  post(agentId: string, { body, headers = {} }: Message, signal: AbortSignal): Promise<Reply> {
    return this.#fetch(`/agents/${agentId}/message`, init(body, { ...this.#authorization(), ...headers }), signal);
  }

  /** POST to an agent id without the caller's token. @param signal when to give up */
  postWithoutToken(agentId: string, { body, headers = {} }: Message, signal: AbortSignal): Promise<Reply> {
    return this.#fetch(`/agents/${agentId}/message`, init(body, headers), signal);
  }

  #authorization(): Record<string, string> {
    return this.#token === undefined ? {} : { authorization: `Bearer ${this.#token}` };
  }

  async #fetch(path: string, init: RequestInit, signal: AbortSignal): Promise<Reply> {
    const address = new URL(path, this.url);
    if (address.origin !== new URL(this.url).origin)
      throw wrong(`an address at ${address.origin}`, `one at ${this.url}`);
    try {
      const response = await fetch(address, { ...init, redirect: "manual", signal });
      return { status: response.status, headers: response.headers, body: parsed(await response.text()) };
    } catch (error) {
      throw notYet(`no answer: ${reason(error)}`, `an answer of ${address.href}`);
    }
  }
}

/** Why there was no answer, as the innermost error says it. */
export function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return "it took too long";
  if (error instanceof AggregateError) return reason(error.errors[0]);
  if (error.cause !== undefined) return reason(error.cause);
  return error.message;
}

function init(body: unknown, headers: Record<string, string>): RequestInit {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return { method: "POST", headers: { "content-type": "application/json", ...headers }, body: text };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
