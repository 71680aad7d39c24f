/** What came back for a request. */
export interface Answer {
  /** HTTP status; 0 when the connection broke or the deadline passed. */
  status: number;
  headers: Record<string, string>;
  body: string;
  /** Milliseconds from the first byte sent to the last one read. */
  milliseconds: number;
}

/** Conditions on an answer, by the words that a summary shows. */
export type Checks = Record<string, (answer: Answer) => boolean>;

/** The three of the source: whoever waits wants the result itself, and soon. */
export function userChecks(p95Ms: number): Checks {
  return {
    "status is 200": ({ status }) => status === 200,
    "response time OK": ({ milliseconds }) => milliseconds < p95Ms,
    "response contains result": (answer) => json(answer)?.success === true,
  };
}

/**
 * What is right from an agent that has more to do than it can: take it, or say when to come back.
 * Whatever else it does is an error: a 5xx, a broken connection, a refusal that leaves the caller alone.
 */
export const PRESSURE_CHECKS: Checks = {
  "connection held": ({ status }) => status !== 0,
  "no 5xx but 503 while draining": (answer) => answer.status < 500 || isDraining(answer),
  "refusal says when to come back": (answer) => answer.status !== 429 || retryAfter(answer) !== undefined,
  "accepted run has an id": (answer) => !isAccepting(answer) || acceptedRun(answer) !== undefined,
  "status is 200, 202, 429 or 503": ({ status }) => status === 0 || [200, 202, 429].includes(status) || status >= 500,
};

/** Whether the agent refused because its queue is full, and said when to come back. */
export function isRefused(answer: Answer): boolean {
  return answer.status === 429 && retryAfter(answer) !== undefined;
}

/** Whether a replica that is about to stop sent the caller to another. */
export function isDraining(answer: Answer): boolean {
  return answer.status === 503 && retryAfter(answer) !== undefined;
}

/** Id of the run that the agent has promised to finish, if this answer promises one. */
export function acceptedRun(answer: Answer): string | undefined {
  const id = isAccepting(answer) ? member(json(answer)?.run, "id") : undefined;
  return typeof id === "string" && id !== "" ? id : undefined;
}

/** Status of a run, as `GET /agents/{id}/runs/{run}` tells it. */
export function runStatus(answer: Answer): string | undefined {
  const status = answer.status === 200 ? json(answer)?.status : undefined;
  return typeof status === "string" ? status : undefined;
}

/** Seconds after which the caller may try again. */
export function retryAfter({ headers }: Answer): number | undefined {
  const value = Object.entries(headers).find(([name]) => name.toLowerCase() === "retry-after")?.[1];
  return value !== undefined && /^\d+$/.test(value) ? Number(value) : undefined;
}

function isAccepting({ status }: Answer): boolean {
  return status === 200 || status === 202;
}

function json({ body }: Answer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return value !== null && typeof value === "object" ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined; // what is not JSON fails the check that needs it
  }
}

function member(value: unknown, name: string): unknown {
  return value !== null && typeof value === "object" ? (value as Record<string, unknown>)[name] : undefined;
}
