import type { Socket } from "node:net";
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { SidecarError } from "./dapr/sidecar.ts";
import { type LogTarget, loggerOptions, requestId, traceOf } from "./log.ts";
import { type Fault, PROBLEM_TYPE, Problem, sendProblem } from "./problem.ts";
import { StateUnavailable } from "./state/state.ts";

/** Bytes that a request's body may have. */
export const BODY_LIMIT = 256 * 1024;

/** Faults named in an answer; a body of 256 KiB has room for 30,000. */
const FAULTS_NAMED = 20;

/** Seconds after which a caller may try again when the sidecar or the store did not answer. */
const RETRY_SECONDS = 5;

/** A server without routes: its limits, its log, and how errors are answered. */
export function createServer(options: { logLevel: string; logTarget?: LogTarget }): FastifyInstance {
  const app = Fastify({
    logger: loggerOptions(options.logLevel, options.logTarget),
    genReqId: requestId,
    childLoggerFactory: (logger, bindings, childOptions, raw) =>
      logger.child({ ...bindings, ...traceOf(raw) }, childOptions),
    bodyLimit: BODY_LIMIT,
    requestTimeout: 30_000, // for the request to arrive
    // Azure's ingress drops a silent connection after 240 s: it must not find one that the agent has dropped before.
    keepAliveTimeout: 245_000,
    connectionTimeout: 0, // a topic's message is silent for as long as its run takes
    return503OnClosing: false, // the routes say it themselves, as a problem
    routerOptions: { maxParamLength: 16_384 }, // so that an id that is too long is a bad id, not an unknown path
    ajv: {
      customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false, allErrors: true },
    },
    frameworkErrors: (error, _request, reply) => void sendProblem(reply as unknown as FastifyReply, problemOf(error)),
    clientErrorHandler: refuseConnection,
  });
  app.removeContentTypeParser("text/plain");
  app.addHook("onSend", async (request, reply) => {
    reply.headers({ "x-request-id": request.id, "x-content-type-options": "nosniff", "cache-control": "no-store" });
  });
  app.setNotFoundHandler((request, reply) =>
    sendProblem(reply, new Problem(404, `there is nothing to ${request.method} here`)),
  );
  app.setErrorHandler((error: FastifyError, request, reply) => answerError(error, request, reply));
  return app;
}

function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOf(error);
  if (problem.status === 500) request.log.error({ err: error }, "request met an error that it should not");
  else if (problem.status === 503) request.log.warn({ err: error }, "request could not be served");
  return sendProblem(reply, problem);
}

/** The problem that an error is to the caller. What the agent did not foresee is not explained. */
function problemOf(error: FastifyError | Error): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof StateUnavailable || error instanceof SidecarError) {
    return new Problem(503, error.message, { headers: { "retry-after": String(RETRY_SECONDS) } });
  }
  const { validation, validationContext, statusCode = 500, code } = error as FastifyError;
  if (validation) {
    const errors = faultsOf(validation, validationContext ?? "body");
    return new Problem(400, `the request is not as it must be: ${errors[0]?.path} ${errors[0]?.detail}`, { errors });
  }
  if (statusCode === 413) {
    const headers = { connection: "close" }; // the rest of the body is not read
    return new Problem(413, `the body is larger than ${BODY_LIMIT} bytes`, { headers });
  }
  if (statusCode === 415) return new Problem(415, "the body must be JSON, and content-type application/json");
  if (code === "FST_ERR_CTP_EMPTY_JSON_BODY") return new Problem(400, "the body is empty, and must be JSON");
  if (statusCode >= 400 && statusCode < 500)
    return new Problem(statusCode, REASONS[code] ?? "the body is not valid JSON");
  return new Problem(500, "the agent met an error of its own");
}

const REASONS: Record<string, string> = {
  FST_ERR_BAD_URL: "the path is not a valid URL",
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: "the body is not as long as content-length says",
};

/** What the validator found, in the caller's words; values are not repeated. */
function faultsOf(validation: NonNullable<FastifyError["validation"]>, where: string): Fault[] {
  const telling = validation.filter(({ keyword }) => keyword !== "if");
  return telling.slice(0, FAULTS_NAMED).map(({ instancePath, keyword, message, params }) => {
    const path = where === "body" ? instancePath || "/" : instancePath.slice(1);
    if (keyword === "additionalProperties") {
      return { path, detail: `has the unknown key ${JSON.stringify(short(String(params.additionalProperty)))}` };
    }
    if (keyword === "enum") return { path, detail: `must be one of ${String(params.allowedValues)}` };
    return { path: short(path), detail: message ?? "is not as it must be" };
  });
}

function short(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}...` : text;
}

/** Answers what is not even HTTP. */
function refuseConnection(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
  const status = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 }[error.code ?? ""] ?? 400;
  const details = { 431: "the headers are too large", 408: "the request did not arrive in time" } as const;
  const detail = status === 400 ? "this is not a valid HTTP request" : details[status as keyof typeof details];
  const problem = new Problem(status, detail).body();
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${status} ${problem.title}`,
    `content-type: ${PROBLEM_TYPE}`,
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${[...head, "connection: close"].join("\r\n")}\r\n\r\n${body}`);
}
