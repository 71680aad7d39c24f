import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A request that the fake was sent. */
export interface Asked {
  headers: IncomingHttpHeaders;
  body: { model: string; messages: { role: string; content: string }[] };
}

/** What the fake answers: a text, an error status, or nothing for so many milliseconds and then the text. */
export interface Reply {
  text?: string;
  status?: number;
  afterMs?: number;
  /** Sent as it is, in place of a completion. */
  raw?: string;
}

/** A server that speaks the chat completions API of OpenAI. */
export class FakeModel {
  readonly asked: Asked[] = [];
  /** Decides what is answered. */
  reply: (asked: Asked) => Reply = ({ body }) => ({ text: `about ${body.messages.at(-1)?.content}` });
  #held: Promise<void> = Promise.resolve();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const asked = { headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString()) };
      this.asked.push(asked);
      const { text = "", status = 200, afterMs = 0, raw } = this.reply(asked);
      await this.#held;
      await new Promise((resolve) => setTimeout(resolve, afterMs));
      const completion = {
        id: "chatcmpl-1",
        object: "chat.completion",
        created: 0,
        model: `${asked.body.model}-2025-08-07`,
        choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: text } }],
        usage: { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 },
      };
      const failure = {
        error: { message: "Incorrect API key provided: test-key-1234", type: "invalid_request_error" },
      };
      response.writeHead(status, { "content-type": "application/json" });
      response.end(raw ?? JSON.stringify(status === 200 ? completion : failure));
    });
  }

  static async start(): Promise<FakeModel> {
    const fake = new FakeModel();
    await new Promise<void>((resolve) => fake.#server.listen(0, "127.0.0.1", resolve));
    return fake;
  }

  /** Answers nothing until what it returns is called. */
  hold(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#held = promise;
    return resolve;
  }

  /** Value for OPENAI_BASE_URL. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
