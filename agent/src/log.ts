import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { trace } from "@opentelemetry/api";
import type { FastifyRequest, FastifyServerOptions } from "fastify";
import { contextOf, traceFields } from "./telemetry.ts";

/** Where log lines go: stdout, or a test. */
export interface LogTarget {
  write(line: string): void;
}

/** Headers that are never logged, should any line ever have headers. */
const SECRETS = ["authorization", "dapr-api-token", "api-key", "x-api-key", "cookie"];

/** JSON lines, with nothing in them that only the caller and the agent are to know. */
export function loggerOptions(level: string, stream?: LogTarget): FastifyServerOptions["logger"] {
  return {
    level,
    ...(stream ? { stream } : {}),
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    mixin: traceFields,
    redact: SECRETS.flatMap((name) => [`["${name}"]`, `headers["${name}"]`, `*.headers["${name}"]`]),
    serializers: {
      req: (request: FastifyRequest) => ({
        method: request.method,
        path: request.url.split("?", 1)[0], // a query may hold what somebody took for a safe place
        remote: request.ip,
      }),
    },
  };
}

/** The request's own id when it has a harmless one, else a new one. */
export function requestId(request: IncomingMessage): string {
  const given = request.headers["x-request-id"];
  return typeof given === "string" && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID();
}

/** The id of the trace that a caller's request is part of, for its log lines. */
export function traceOf(request: IncomingMessage): { trace_id?: string } {
  const { traceparent } = request.headers;
  const span = typeof traceparent === "string" ? trace.getSpanContext(contextOf(traceparent)) : undefined;
  return span ? { trace_id: span.traceId } : {};
}
