import { type Span, SpanKind } from "@opentelemetry/api";
import OpenAI, { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from "openai";
import type { Turn } from "./conversation.ts";
import type { RunError, RunResult } from "./runs/run.ts";
import type { Settings } from "./settings.ts";
import { failSpan, inSpan, traceHeaders } from "./telemetry.ts";

/** Bytes: what an answer may have so that it fits into a document of every state store. */
const LARGEST_ANSWER = 500_000;

/** The model did not answer, after all retries. */
export class ModelError extends Error {
  readonly code: RunError["code"];

  constructor(code: "model_failed" | "model_timeout", detail: string) {
    super(detail);
    this.name = "ModelError";
    this.code = code;
  }
}

/** What the model is asked, after what. */
export interface Asked {
  question: string;
  turns: Turn[];
  /** Gives the question up. */
  signal: AbortSignal;
}

/** A language model behind the chat completions API of OpenAI, or of any server that speaks it. */
export class Model {
  readonly #client: OpenAI;
  readonly #settings: Settings["model"];
  readonly #server: { address: string; port: number };

  constructor(settings: Settings["model"]) {
    this.#settings = settings;
    this.#client = new OpenAI({
      apiKey: settings.apiKey,
      baseURL: settings.baseUrl ?? "https://api.openai.com/v1",
      timeout: settings.timeoutSeconds * 1000,
      logLevel: "off", // its lines are not JSON, and at debug they hold what is asked
    });
    const url = new URL(this.#client.baseURL);
    this.#server = { address: url.hostname, port: Number(url.port) || (url.protocol === "https:" ? 443 : 80) };
  }

  /** Asks the model. @throws ModelError when it does not answer; the signal's reason when that gave up */
  async answer(asked: Asked): Promise<RunResult> {
    const { name } = this.#settings;
    const attributes = {
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": "openai",
      "gen_ai.request.model": name,
      "server.address": this.#server.address,
      "server.port": this.#server.port,
    };
    return inSpan({ name: `chat ${name}`, kind: SpanKind.CLIENT, attributes }, (span) => this.#ask(asked, span));
  }

  async #ask({ question, turns, signal }: Asked, span: Span): Promise<RunResult> {
    const { name, systemPrompt, timeoutSeconds } = this.#settings;
    const deadline = new AbortController(); // the client's own timeout is for each of its tries
    const timer = setTimeout(() => deadline.abort(), timeoutSeconds * 1000);
    try {
      const completion = await this.#client.chat.completions.create(
        {
          model: name,
          messages: [
            { role: "system", content: systemPrompt },
            ...turns.flatMap((turn) => [
              { role: "user" as const, content: turn.question },
              { role: "assistant" as const, content: turn.answer },
            ]),
            { role: "user", content: question },
          ],
        },
        { signal: AbortSignal.any([signal, deadline.signal]), headers: traceHeaders() },
      );
      const text = completion.choices?.[0]?.message?.content;
      if (!text) throw new ModelError("model_failed", "the model gave an empty answer");
      const bytes = Buffer.byteLength(text);
      if (bytes > LARGEST_ANSWER) {
        throw new ModelError("model_failed", `the model's answer has ${bytes} bytes, more than ${LARGEST_ANSWER}`);
      }
      const usage = {
        input_tokens: completion.usage?.prompt_tokens ?? 0,
        output_tokens: completion.usage?.completion_tokens ?? 0,
      };
      span.setAttributes({
        "gen_ai.response.model": completion.model,
        "gen_ai.response.id": completion.id,
        "gen_ai.usage.input_tokens": usage.input_tokens,
        "gen_ai.usage.output_tokens": usage.output_tokens,
      });
      return { text, model: completion.model, usage };
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      const failure = this.#failureOf(error, deadline.signal);
      failSpan(span, failure.code);
      throw failure;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Says what went wrong without what the provider wrote: its messages may hold parts of the key. */
  #failureOf(error: unknown, deadline: AbortSignal): ModelError {
    if (error instanceof ModelError) return error;
    if (deadline.aborted || error instanceof APIConnectionTimeoutError || error instanceof APIUserAbortError) {
      return new ModelError("model_timeout", `the model did not answer in ${this.#settings.timeoutSeconds} s`);
    }
    if (error instanceof APIConnectionError) return new ModelError("model_failed", "the model cannot be reached");
    if (error instanceof APIError) {
      const status = error.status === undefined ? "an error" : `status ${error.status}`;
      return new ModelError("model_failed", `the model's API answered with ${status}`);
    }
    return new ModelError("model_failed", "the model's API answered with what is not a chat completion");
  }
}
