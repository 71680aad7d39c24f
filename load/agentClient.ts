import exec from "k6/execution";
import http, { type Params, type RefinedResponse } from "k6/http";
import type { Answer } from "./answer.ts";
import { settings } from "./environment.ts";
import { messageDuration } from "./metrics.ts";
import { duration } from "./profile.ts";

/** The task of the source. */
const TASK = { type: "research_report", topic: "artificial intelligence trends", depth: "standard" };

/** Sends the task to an agent id. With `respond-async` the agent answers at once, and works on it later. */
export function sendTask(agentId: string, prefer?: "respond-async"): Answer {
  const body = JSON.stringify({ agent_id: agentId, message_type: "task", payload: TASK });
  const headers = { "Content-Type": "application/json", ...(prefer ? { Prefer: prefer } : {}) };
  const answer = read(http.post(`${settings.url}/agents/${agentId}/message`, body, params("message", headers)));
  messageDuration.add(answer.milliseconds);
  return answer;
}

/** Asks how a run is doing. */
export function readRun(agentId: string, run: string): Answer {
  return read(http.get(`${settings.url}/agents/${agentId}/runs/${run}`, params("run")));
}

/** Ends the test at once when nothing answers: an hour of broken connections would say no more. */
export function mustAnswer(): void {
  const { status, error } = http.get(`${settings.url}/health`, params("health"));
  if (status === 200) return;
  const seen = status === 0 ? error : `status ${status}`;
  exec.test.abort(`GET ${settings.url}/health: ${seen}, expected status 200`);
}

/** Tells k6 which statuses `http_req_failed` does not count. */
export function expectStatuses(...statuses: number[]): void {
  http.setResponseCallback(http.expectedStatuses(...statuses));
}

/** Parameters of a request; the name groups the requests of one kind, whose addresses all differ. */
function params(name: string, headers: Record<string, string> = {}): Params & { responseType: "text" } {
  return {
    headers: settings.token ? { ...headers, Authorization: `Bearer ${settings.token}` } : headers,
    tags: { name },
    timeout: duration(settings.timeoutSeconds),
    redirects: 0, // a followed redirect would turn the POST into a GET
    responseType: "text",
  };
}

function read({ status, headers, body, timings }: RefinedResponse<"text">): Answer {
  return { status, headers, body: body ?? "", milliseconds: timings.duration };
}
