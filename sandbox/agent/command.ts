import { join } from "node:path";
import { createInterface } from "node:readline";
import { styleText } from "node:util";
import { SettingsError } from "../../components/settings/problem.ts";
import { readSettings } from "../../components/settings.ts";
import { fillIn } from "../fill.ts";
import { findTool } from "../obtain/tool.ts";
import { Unavailable } from "../obtain/unavailable.ts";
import { readStackFile, StackFileError } from "../stackFile.ts";
import { type LocalAgent, startLocal } from "./local.ts";
import { type AgentOptions, HELP, readOptions } from "./options.ts";
import { isFree } from "./ports.ts";

const [DONE, FAILED, UNUSABLE] = [0, 1, 2];

/** A command line that cannot be carried out, with what to do about it. */
class Unusable extends Error {}

process.exitCode = await main(process.argv.slice(2), process.cwd());

async function main(args: string[], root: string): Promise<number> {
  const options = readOptions(args);
  if (options === "help") {
    process.stdout.write(HELP);
    return DONE;
  }
  if ("problems" in options) return fail(`${options.problems.join("\n")}\n\n${HELP}`, UNUSABLE);
  try {
    await serve(root, options);
    return DONE;
  } catch (error) {
    if (error instanceof Unusable || error instanceof SettingsError || error instanceof StackFileError) {
      return fail(error.message, UNUSABLE);
    }
    if (error instanceof Unavailable) return fail(error.message, FAILED);
    return fail((error as Error).message, FAILED);
  }
}

async function serve(root: string, options: AgentOptions): Promise<void> {
  const { agent, environment } = await described(root, options);
  const taken = [];
  for (const [option, port] of Object.entries({ port: options.port, "metrics-port": options.metricsPort })) {
    if (!(await isFree(port))) taken.push(`port ${port} is in use, expected a free one: --${option} <n>`);
  }
  if (taken.length > 0) throw new Unusable(taken.join("\n"));
  const daprd = await findTool("daprd", { progress: (line) => console.error(line) });
  const local = await startLocal({
    root,
    agent,
    environment,
    daprd: daprd.command,
    model: options.model,
    folder: join(root, ".sandbox", "agent", agent.name),
    port: options.port,
    metricsPort: options.metricsPort,
    say: (part, line) => console.log(`${styleText("dim", part.padEnd(5), { stream: process.stdout })} ${line}`),
  });
  introduce(local, daprd.version, options);
  await untilStopped(local);
}

/** The agent as the stack describes it; what only the user can know is artificial. */
async function described(root: string, { stack, agent: name }: AgentOptions) {
  const file = await readStackFile(root, stack);
  const { agents, environment } = readSettings(fillIn(file).config, file.source);
  const agent = name === undefined ? agents[0] : agents.find((one) => one.name === name);
  if (!agent) {
    const known = agents.map((one) => one.name).join(", ");
    throw new Unusable(`${file.source} has no agent "${name}", expected ${known}`);
  }
  return { agent, environment };
}

function introduce(local: LocalAgent, daprVersion: string, { model }: AgentOptions): void {
  const message = `{"message_type": "task", "payload": {"topic": "artificial intelligence trends"}}`;
  console.log(`
The reference agent runs. Its sidecar is a real Dapr ${daprVersion} with state and topics in memory.
Its language model is a stand-in, which knows nothing and answers in ${model.latency} ms.

  agent    ${local.url}
  metrics  ${local.metricsUrl}
  dapr     http://127.0.0.1:${local.sidecar.httpPort}
  model    ${local.model.url}

  curl ${local.url}/agents/me/message -H 'Content-Type: application/json' -d '${message}'

r and Enter starts the agent again, Ctrl-C stops everything.
`);
}

/** Serves until somebody asks to stop. An agent that ends by itself is started again, as a platform would. */
async function untilStopped(local: LocalAgent): Promise<void> {
  let isStopping = false;
  const stopped = new Promise<void>((resolve) => {
    const stop = () => {
      if (isStopping) return local.agent().signal("SIGTERM");
      isStopping = true;
      console.log("\nThe agent finishes its runs. Ctrl-C again parks them at once.");
      local.stop().then(resolve, resolve);
    };
    process.on("SIGINT", stop);
    process.on("SIGTERM", stop);
  });
  const keys = createInterface({ input: process.stdin });
  keys.on("line", (line) => {
    if (line.trim() === "r") local.agent().signal("SIGTERM");
  });
  const again = async (): Promise<void> => {
    const { code, signal } = await local.agent().ended;
    if (isStopping) return;
    console.log(`The agent ended with ${code ?? signal}, and is started again.`);
    await local.start();
    console.log(`The agent is ready again, as process ${local.agent().pid}.`);
    return again();
  };
  await Promise.race([stopped, again().then(() => stopped)]);
  keys.close();
}

function fail(message: string, code: number): number {
  const [first = "", ...rest] = message.split("\n");
  console.error([styleText("red", first, { stream: process.stderr }), ...rest].join("\n"));
  return code;
}
