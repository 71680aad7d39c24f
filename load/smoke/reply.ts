import { Unexpected } from "./unexpected.ts";

/** What the agent answered. */
export interface Reply {
  status: number;
  headers: Headers;
  /** The body as JSON; as text when it is none. */
  body: unknown;
}

/** The value at a path in a body, undefined when the path leads nowhere. */
export function at(value: unknown, ...path: (string | number)[]): unknown {
  let found = value;
  for (const step of path) {
    if (found === null || typeof found !== "object") return undefined;
    found = (found as Record<string | number, unknown>)[step];
  }
  return found;
}

/** A value as an error shows it: JSON, cut when long. */
export function show(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 160 ? `${text.slice(0, 157)}...` : text;
}

/** Goes on only when the status is the expected one. */
export function expectStatus(reply: Reply, ...expected: number[]): void {
  const { status, headers } = reply;
  if (expected.includes(status)) return;
  const seconds = headers.get("retry-after");
  throw new Unexpected(describe(reply), `status ${expected.join(" or ")}`, {
    passing: isPassing(status),
    retryAfter: seconds && /^\d+$/.test(seconds) ? Number(seconds) : undefined,
  });
}

/** What a reader needs of a wrong answer: its status and what its problem says. */
export function describe({ status, body }: Reply): string {
  const detail = at(body, "detail") ?? at(body, "title") ?? body;
  const says = typeof detail === "string" ? detail.replace(/\s+/g, " ").slice(0, 160) : show(detail);
  return `status ${status}${says ? `: ${says}` : ""}`;
}

/** Statuses of what is still starting, busy, or not yet known to the ingress. */
function isPassing(status: number): boolean {
  return status === 404 || status === 429 || status >= 500;
}
