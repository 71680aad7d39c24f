import { createHash, randomUUID } from "node:crypto";

/** What an agent is asked to do. */
export interface Task {
  /** What to work on. */
  topic: string;
  /** What is wanted, such as `research_report`. */
  type?: string;
  depth?: "brief" | "standard" | "deep";
}

/** Where a run is in its life. A parked run waits for another replica to take it over. */
export type RunStatus = "queued" | "running" | "succeeded" | "failed" | "parked";

/** What came of a run. */
export interface RunResult {
  text: string;
  model: string;
  usage: { input_tokens: number; output_tokens: number };
}

/** Why a run failed. The detail is for callers: no secret, no stack trace. */
export interface RunError {
  code: "model_failed" | "model_timeout" | "publish_failed" | "attempts_exhausted" | "internal_error";
  detail: string;
}

/** A run as callers see it. Times are ISO 8601 in UTC. */
export interface RunView {
  id: string;
  agent_id: string;
  status: RunStatus;
  created_at: string;
  started_at?: string;
  finished_at?: string;
  /** Replicas that have taken it on. */
  attempts: number;
  /** The topic it came by. */
  topic?: string;
  result?: RunResult;
  error?: RunError;
}

/** A run as it is in the state store. */
export interface RunRecord extends RunView {
  task: Task;
  /** The replica that works on it; none as long as it only waits in a topic. */
  owner?: string;
  /** The caller's trace. */
  traceparent?: string;
}

/** Replicas that may take a run on before it is given up: a run that kills its replica must not kill them all. */
export const MAX_ATTEMPTS = 5;

/** What an agent's id must be like. */
export const AGENT_ID = "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$";

/** What a run's id must be like: safe in a URL and as a key of every store. */
export const RUN_ID = "^[A-Za-z0-9-]{1,64}$";

/** A new id. */
export function newRunId(): string {
  return randomUUID();
}

/** The id that is always the same for the same parts, such as an agent's id and an idempotency key. */
export function derivedRunId(...parts: string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
}

/** Whether nothing will happen to it any more. */
export function isFinished({ status }: RunView): boolean {
  return status === "succeeded" || status === "failed";
}

/** What callers see of a record. */
export function viewOf(record: RunRecord): RunView {
  const { id, agent_id, status, created_at, started_at, finished_at, attempts, topic, result, error } = record;
  return { id, agent_id, status, created_at, started_at, finished_at, attempts, topic, result, error };
}
