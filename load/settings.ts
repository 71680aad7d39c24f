import { agentUrl, baseUrl, type Wrong } from "./urls.ts";

/** What a scenario is told by its environment. */
export interface Settings {
  /** Base address of the agent, without a last slash. */
  url: string;
  /** Sent as `Authorization: Bearer` when set. */
  token?: string;
  /** Factor on users and arrivals; 1 is the profile as it is written. */
  usersScale: number;
  /** Factor on every duration of the profile; 1 is the profile as it is written. */
  timeScale: number;
  /** Milliseconds within which 95 % of the answers must be there; 2000 in the source. */
  p95Ms: number;
  /** Seconds after which a request is given up; more than the agent's ANSWER_SECONDS (30), or it looks broken. */
  timeoutSeconds: number;
  /** Seconds that accepted runs get to finish once arrivals end: DRAIN_SECONDS (600) and a run taken over after it. */
  settleSeconds: number;
  /** Where the summary is written as JSON. */
  summaryFile?: string;
}

/** Environment variables as k6 and Node hold them. */
export type Environment = Record<string, string | undefined>;

/**
 * Reads the settings, or says everything that is wrong with them at once.
 * Pure: k6 gives `__ENV`, the tests an object.
 */
export function readSettings(env: Environment): Settings | { problems: string } {
  const problems: [name: string, says: string][] = [];
  const url = address(env, problems);
  const number = (name: string, fallback: number, least: string, holds: (value: number) => boolean) => {
    const text = env[name];
    if (!text) return fallback;
    const value = Number(text);
    if (!Number.isFinite(value) || !holds(value)) problems.push([name, `is "${text}", expected a number ${least}`]);
    return value;
  };
  const positive = (value: number) => value > 0;
  const settings: Settings = {
    url,
    usersScale: number("USERS_SCALE", 1, "above 0", positive),
    timeScale: number("TIME_SCALE", 1, "above 0", positive),
    p95Ms: number("P95_MS", 2000, "above 0", positive),
    timeoutSeconds: number("TIMEOUT_SECONDS", 60, "of at least 1", (value) => value >= 1),
    settleSeconds: number("SETTLE_SECONDS", 900, "of at least 1", (value) => value >= 1),
    ...(env.API_TOKEN ? { token: env.API_TOKEN } : {}),
    ...(env.SUMMARY_FILE ? { summaryFile: env.SUMMARY_FILE } : {}),
  };
  if (env.API_TOKEN && !/^[\x21-\x7e]+$/.test(env.API_TOKEN)) {
    problems.push(["API_TOKEN", "holds a space or a sign that a header cannot carry, expected the token alone"]);
  }
  return problems.length === 0 ? settings : { problems: layOut(problems) };
}

/** The address by AGENT_URL, or by AGENT_URLS and AGENT. */
function address(env: Environment, problems: [string, string][]): string {
  const { AGENT_URL, AGENT_URLS, AGENT } = env;
  if (AGENT_URL && AGENT_URLS) {
    problems.push(["AGENT_URL", "and AGENT_URLS are both set, expected one of them"]);
    return "";
  }
  if (AGENT && !AGENT_URLS) problems.push(["AGENT", `is "${AGENT}" and needs AGENT_URLS`]);
  if (AGENT_URL) return taken("AGENT_URL", baseUrl(AGENT_URL), problems);
  if (AGENT_URLS) return taken("AGENT_URLS", agentUrl(AGENT_URLS, AGENT || undefined), problems);
  problems.push(["AGENT_URL", "is missing, expected the agent's address: AGENT_URL=https://host"]);
  return "";
}

function taken(name: string, url: string | Wrong, problems: [string, string][]): string {
  if (typeof url === "string") return url;
  problems.push([name, url.wrong]);
  return "";
}

function layOut(problems: [name: string, says: string][]): string {
  const width = Math.max(...problems.map(([name]) => name.length));
  const lines = problems.map(([name, says]) => `  ${name.padEnd(width)}  ${says}`);
  return [`the environment has ${lines.length} ${lines.length === 1 ? "problem" : "problems"}:`, ...lines].join("\n");
}
