import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type LocalAgent, type LocalOptions, startLocal } from "../../sandbox/agent/local.ts";
import { findTool } from "../../sandbox/obtain/tool.ts";
import { agentWith } from "./agents.ts";

/** The agent of the committed prototype, which talks to itself over `tasks` and tells its results on `results`. */
export const RESEARCH = agentWith({
  state: { actors: true },
  topics: { subscribe: ["tasks"], publish: ["tasks", "results"] },
  secrets: { OPENAI_API_KEY: "openai-api-key" },
  drainSeconds: 20,
});

/** Starts the agent with a real sidecar, and keeps every line that it writes. */
export async function startResearch(options: Partial<LocalOptions> = {}): Promise<LocalAgent & { lines: string[] }> {
  const lines: string[] = [];
  const folder = mkdtempSync(join(tmpdir(), "daca-agent-"));
  const local = await startLocal({
    root: resolve("."),
    agent: RESEARCH,
    environment: "test",
    daprd: (await findTool("daprd")).command,
    model: { latency: 50, tokens: { input: 200, output: 80 } },
    folder,
    say: (part, line) => lines.push(`${part} ${line}`),
    ...options,
  });
  const stop = async () => {
    await local.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...local, stop, lines };
}

/** Sends a message to an agent. */
export async function message(
  url: string,
  id: string,
  topic: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: Headers; body: Record<string, unknown> }> {
  const response = await fetch(`${url}/agents/${id}/message`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ message_type: "task", payload: { topic } }),
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  };
}

/** What a k6 scenario measured. */
export interface Measured {
  /** 0 where every threshold holds, 99 where one does not. */
  code: number | null;
  /** What it printed. */
  text: string;
  /** A metric's count, or 0 where it has none. */
  count(metric: string): number;
}

/** Runs a scenario of load/ against an address with the real k6. */
export async function runScenario(scenario: string, env: Record<string, string>): Promise<Measured> {
  const { command } = await findTool("k6");
  const folder = mkdtempSync(join(tmpdir(), "daca-k6-"));
  const summary = join(folder, "summary.json");
  const child = spawn(command, ["run", "--quiet", "--address", "127.0.0.1:0", resolve("load", `${scenario}.ts`)], {
    env: { ...process.env, ...env, SUMMARY_FILE: summary, K6_NO_USAGE_REPORT: "true" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (part) => {
      text += part;
    });
  }
  const code = await new Promise<number | null>((done) => child.once("close", done));
  let metrics: Record<string, { values: { count?: number } }> = {};
  try {
    metrics = JSON.parse(readFileSync(summary, "utf8")).metrics;
  } catch {
    // k6 ended before there was anything to sum up; its text says why.
  }
  rmSync(folder, { recursive: true, force: true });
  return { code, text, count: (metric) => metrics[metric]?.values.count ?? 0 };
}

/** A sample of a Prometheus text, or undefined where it has none. */
export function sample(text: string, name: string, labels: Record<string, string> = {}): number | undefined {
  const line = text
    .split("\n")
    .find(
      (row) =>
        row.startsWith(`${name}{`) &&
        Object.entries(labels).every(([label, value]) => row.includes(`${label}="${value}"`)),
    );
  return line === undefined ? undefined : Number(line.split(" ").at(-1));
}
