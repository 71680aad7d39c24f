import { STATUS_CODES } from "node:http";
import type { FastifyReply } from "fastify";

/** One thing that is wrong with a request. */
export interface Fault {
  /** JSON Pointer into the body, or the name of a header or path parameter. */
  path: string;
  detail: string;
}

/** The body of every error: RFC 9457. */
export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  detail: string;
  errors?: Fault[];
}

/** The media type of an error's body. */
export const PROBLEM_TYPE = "application/problem+json";

/** An error that the caller is told of as it is: its detail holds no secret and no stack trace. */
export class Problem extends Error {
  readonly status: number;
  readonly errors: Fault[] | undefined;
  readonly headers: Record<string, string>;

  constructor(status: number, detail: string, extra: { errors?: Fault[]; headers?: Record<string, string> } = {}) {
    super(detail);
    this.name = "Problem";
    this.status = status;
    this.errors = extra.errors;
    this.headers = extra.headers ?? {};
  }

  /** The body. The type is about:blank, as the status says all there is to say of the kind of problem. */
  body(): ProblemBody {
    const title = STATUS_CODES[this.status] ?? "Error";
    const body = { type: "about:blank", title, status: this.status, detail: this.message };
    return this.errors ? { ...body, errors: this.errors } : body;
  }
}

/** Answers with the problem. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply.code(problem.status).headers(problem.headers).type(PROBLEM_TYPE).send(problem.body());
}
