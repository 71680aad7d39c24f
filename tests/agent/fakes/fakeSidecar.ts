import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

interface Item {
  key: string;
  value: unknown;
  etag?: string;
  options?: { concurrency?: string };
  metadata?: Record<string, string>;
}

/** A message that was published. */
export interface Published {
  topic: string;
  event: Record<string, unknown>;
}

/** A Dapr sidecar's HTTP API with a state store and topics in memory, as https://docs.dapr.io/reference/api/ has it. */
export class FakeSidecar {
  readonly values = new Map<string, { value: unknown; etag: string; metadata?: Record<string, string> }>();
  readonly published: Published[] = [];
  readonly requests: { method: string; url: string; headers: IncomingMessage["headers"] }[] = [];
  /** Answers before anything else does, when it returns a status. */
  refuse: (method: string, path: string) => number | undefined = () => undefined;
  /** Answers nothing, like a sidecar that hangs. */
  hangs = false;
  /** Status for a first write of what is there already: 409, or 500 as the component of Redis has it. */
  existsStatus = 409;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async start(): Promise<FakeSidecar> {
    const fake = new FakeSidecar();
    await new Promise<void>((resolve) => fake.#server.listen(0, "127.0.0.1", resolve));
    return fake;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Requests of a method to a path that begins so. */
  count(method: string, path: string): number {
    return this.requests.filter((request) => request.method === method && request.url.startsWith(path)).length;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", url = "" } = request;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    this.requests.push({ method, url, headers: request.headers });
    if (this.hangs) return;
    const send = (status: number, body?: unknown, headers: Record<string, string> = {}) =>
      response.writeHead(status, headers).end(body === undefined ? undefined : JSON.stringify(body));
    const path = url.split("?", 1)[0] ?? "";
    const refused = this.refuse(method, path);
    if (refused) return void send(refused, { errorCode: "ERR_STATE_STORE_NOT_FOUND", message: "not here" });
    const [, , area, , name = ""] = path.split("/");
    const body = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : undefined;
    if (area === "healthz") return void send(204);
    if (area === "metadata") return void send(200, { id: "agent", runtimeVersion: "1.16.4" });
    if (area === "publish") {
      this.published.push({ topic: name, event: body });
      return void send(204);
    }
    if (method === "POST") return void send(this.#save(body as Item[]));
    const item = this.values.get(decodeURIComponent(name));
    if (method === "GET") return void (item ? send(200, item.value, { etag: item.etag }) : send(204));
    const wanted = request.headers["if-match"];
    if (wanted !== undefined && item?.etag !== wanted) return void send(409, { errorCode: "ERR_STATE_DELETE" });
    this.values.delete(decodeURIComponent(name));
    send(204);
  }

  #save(items: Item[]): number {
    for (const { key, value, etag, options, metadata } of items) {
      const present = this.values.get(key);
      if (etag !== undefined && present?.etag !== etag) return 409;
      if (etag === undefined && options?.concurrency === "first-write" && present) return this.existsStatus;
      this.values.set(key, { value, etag: randomUUID(), metadata });
    }
    return 204;
  }
}
