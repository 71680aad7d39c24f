import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { Address } from "./addresses.ts";

const COMMAND = join(import.meta.dirname, "..", "load", "smoke", "command.ts");

/** Environment variable with the token of agents that ask their callers for one. */
const TOKEN = "SMOKE_TOKEN";

/** For all that an agent is asked: a new revision has its image to pull and its sidecar to wait for. */
const SECONDS = 300;

/** Runs Node with these arguments, and gives its exit code. */
export type Start = (args: string[], env: NodeJS.ProcessEnv) => number | null;

/**
 * Smoke-tests every address that can be called from here, and names the others.
 * @param start runs the smoke test; the project's own where it is left out
 * @returns whether all of them answered as they must
 */
export function smoke(addresses: readonly Address[], env: NodeJS.ProcessEnv, start: Start = started): boolean {
  const outcomes = addresses.map((address) => {
    const { agent, url, reachable } = address;
    if (!reachable) {
      process.stderr.write(`${agent} answers inside its environment only, and is not called from here: ${url}\n`);
      return true;
    }
    process.stderr.write(`${agent} at ${url}\n`);
    return start(smokeArguments(address, env), env) === 0;
  });
  if (!addresses.some(({ reachable }) => reachable)) process.stderr.write("No address to call from here.\n");
  return outcomes.every(Boolean);
}

function started(args: string[], env: NodeJS.ProcessEnv): number | null {
  const { status, error } = spawnSync(process.execPath, args, { env, stdio: "inherit" });
  if (error) throw error;
  return status;
}

function smokeArguments({ url, revision }: Address, env: NodeJS.ProcessEnv): string[] {
  return [
    ...[COMMAND, url, "--timeout", String(SECONDS)],
    ...(revision === undefined ? [] : ["--revision", revision]),
    ...(env[TOKEN] ? ["--token-env", TOKEN] : []),
  ];
}
