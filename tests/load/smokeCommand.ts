import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import type { Result } from "../../load/smoke/retry.ts";

const COMMAND = "load/smoke/command.ts";

/** How the command ended. */
export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** What the command is given besides its arguments. */
export interface Given {
  input?: string;
  env?: Record<string, string>;
}

/** Runs the smoke test as a person does. */
export async function smoke(args: string[], { input = "", env = {} }: Given = {}): Promise<Ended> {
  const child = spawn(process.execPath, [COMMAND, ...args], { env: { ...process.env, ...env } });
  child.stdin.end(input);
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { code, stdout, stderr };
}

/** Runs it with --json; returns the exit code and the steps by name. */
export async function smokeSteps(args: string[], given?: Given): Promise<{ code: number; steps: Map<string, Result> }> {
  const { code, stdout, stderr } = await smoke([...args, "--json"], given);
  assert.notEqual(stdout, "", stderr);
  const { steps } = JSON.parse(stdout) as { steps: Result[] };
  return { code, steps: new Map(steps.map((step) => [step.name, step])) };
}

/** What is worth comparing of a step: how it ended, and what was seen and expected. */
export function told(step: Result | undefined): string {
  assert.ok(step);
  return [step.outcome, step.seen, ...(step.expected === undefined ? [] : [`expected ${step.expected}`])].join(" | ");
}
