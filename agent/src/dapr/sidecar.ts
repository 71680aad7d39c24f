import { context, propagation } from "@opentelemetry/api";

/** The sidecar is on the same host: an answer that takes longer than this will not come. */
const TIMEOUT_MS = 5000;

/** A request to the sidecar. */
export interface SidecarRequest {
  method: "GET" | "POST" | "DELETE";
  /** Below the sidecar's root, such as `/v1.0/metadata`. */
  path: string;
  body?: unknown;
  headers?: Record<string, string>;
  timeoutMs?: number;
}

/** What the sidecar answered. */
export interface SidecarAnswer {
  status: number;
  headers: Headers;
  text: string;
}

/** The sidecar did not answer, or not with what was asked for. */
export class SidecarError extends Error {
  constructor(detail: string, cause?: unknown) {
    super(detail, { cause });
    this.name = "SidecarError";
  }
}

/**
 * The HTTP API of the Dapr sidecar: https://docs.dapr.io/reference/api/.
 *
 * It is called directly, because the JavaScript SDK's client hides what runs stand on: its state.get() drops the ETag,
 * its getBulk() is a query over all partitions on Cosmos DB, and its calls have neither deadline nor trace context.
 */
export class Sidecar {
  readonly #root: string;
  readonly #token: string | undefined;

  /** @param options port of the sidecar's HTTP API, and the token it asks for, if any */
  constructor(options: { port: number; token?: string }) {
    this.#root = `http://127.0.0.1:${options.port}`;
    this.#token = options.token;
  }

  /** @throws SidecarError when there is no answer in time; an error status is an answer */
  async request({ method, path, body, headers, timeoutMs = TIMEOUT_MS }: SidecarRequest): Promise<SidecarAnswer> {
    const sent: Record<string, string> = { ...headers };
    if (body !== undefined) sent["content-type"] ??= "application/json";
    if (this.#token) sent["dapr-api-token"] = this.#token;
    propagation.inject(context.active(), sent);
    try {
      const response = await fetch(this.#root + path, {
        method,
        headers: sent,
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: AbortSignal.timeout(timeoutMs),
      });
      return { status: response.status, headers: response.headers, text: await response.text() };
    } catch (error) {
      const late = error instanceof Error && error.name === "TimeoutError";
      const why = late ? `did not answer in ${timeoutMs / 1000} s` : `cannot be reached (${code(error)})`;
      throw new SidecarError(`the Dapr sidecar ${why}`, error);
    }
  }

  /** Whether the sidecar and its components are up, whatever the agent's own health is. */
  async isHealthy(timeoutMs: number): Promise<boolean> {
    try {
      const { status } = await this.request({ method: "GET", path: "/v1.0/healthz/outbound", timeoutMs });
      return status >= 200 && status < 300;
    } catch (error) {
      if (error instanceof SidecarError) return false;
      throw error;
    }
  }

  /** The version of the Dapr runtime, such as `1.16.4`. @throws SidecarError */
  async version(): Promise<string> {
    const answer = await this.request({ method: "GET", path: "/v1.0/metadata" });
    if (answer.status !== 200) throw new SidecarError(`the Dapr sidecar answered ${answer.status} to /v1.0/metadata`);
    const { runtimeVersion } = JSON.parse(answer.text) as { runtimeVersion?: string };
    return runtimeVersion ?? "unknown";
  }
}

/** The code of Dapr's own error, such as ERR_STATE_STORE_NOT_FOUND; its message may hold what was sent. */
export function errorCode({ status, text }: SidecarAnswer): string {
  try {
    const { errorCode } = JSON.parse(text) as { errorCode?: unknown };
    if (typeof errorCode === "string" && /^[A-Z_]{1,80}$/.test(errorCode)) return `${status} ${errorCode}`;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return String(status);
}

function code(error: unknown): string {
  const cause = error instanceof Error ? (error.cause as { code?: unknown } | undefined) : undefined;
  return typeof cause?.code === "string" ? cause.code : "no connection";
}
