import { randomUUID } from "node:crypto";
import { text } from "node:stream/consumers";
import { styleText } from "node:util";
import { Agent } from "./agent.ts";
import { type Options, readOptions, UsageError } from "./options.ts";
import { endText, json, stepText } from "./report.ts";
import { isBad, runSteps } from "./run.ts";
import { steps } from "./steps/index.ts";

const HELP = `npm run smoke -- <url> [options]
pulumi stack output urls --json | npm run --silent smoke -- - --agent <name>

Asks a deployed agent for everything it must do. Each step has its own deadline and is tried again until then, as roles
and replicas take their time; what no waiting mends fails at once. Three short tasks are given to the agent's model.

  tls              a valid certificate, and plain HTTP is redirected; plain HTTP itself only on this machine
  health, ready    the process works, and has its sidecar and its state store
  state            a value is saved, read and deleted
  dapr             the sidecar's version is supported
  revision         the revision that answers
  message          a task is answered with 200
  conversation     a second task finds the first
  publish-consume  a task with Prefer: respond-async is answered with 202, and its run succeeds
  bad input        is refused with 400 or 415 and a problem
  token            a call without it is refused with 401

Options
  --agent NAME        the agent in the list on standard input; needed when the list has several
  --timeout SECONDS   for all steps together, 120 by default; one step may take three quarters of it
  --token-env NAME    environment variable that holds the caller's token
  --dapr-range RANGE  supported versions, ">=1.16.0" by default
  --revision NAME     the revision that must answer
  --http-port PORT    of plain HTTP beside an https address, 80 by default
  --json              print the result as JSON
  --help              print this

Exit code: 0 all as it must be, 1 something is not, 2 bad usage`;

/** Runs the smoke test; returns the exit code. */
async function main(args: string[]): Promise<number> {
  try {
    const options = await readOptions(args, process.env, () => text(process.stdin));
    if (options !== undefined) return await smoke(options);
    console.log(HELP);
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`${styleText("red", error.message, { stream: process.stderr })}\n\n${HELP}`);
    return 2;
  }
}

async function smoke({ url, token, timeout, json: asJson, ...expected }: Options): Promise<number> {
  const began = performance.now();
  const agentId = `smoke-${randomUUID()}`;
  const context = { agent: new Agent(url, token), agentId, guarded: token !== undefined, ...expected };
  const results = await runSteps(steps, { ...context, runs: new Map(), failures: new Map() }, timeout, {
    ended: (result) => asJson || console.log(stepText(result)),
    waiting: (line) => console.error(styleText("dim", line, { stream: process.stderr })),
  });
  const seconds = (performance.now() - began) / 1000;
  console.log(asJson ? json(url, results, seconds) : endText(url, results, seconds));
  return results.some(({ outcome }) => isBad(outcome)) ? 1 : 0;
}

process.exitCode = await main(process.argv.slice(2));
