import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Agent } from "../../components/agent.ts";
import { agentEnvironment } from "../../components/agentEnvironment.ts";
import { type Child, startChild } from "./child.ts";
import { type ModelBehaviour, type StandInModel, startModel } from "./model.ts";
import { freePorts } from "./ports.ts";
import { type Sidecar, startSidecar, untilSubscribed } from "./sidecar.ts";

export interface LocalOptions {
  /** Folder of the project. */
  root: string;
  agent: Agent;
  /** The stack's `daca:environment`. */
  environment: string;
  /** Path of daprd. */
  daprd: string;
  model: ModelBehaviour;
  /** Where Dapr's resources are written. */
  folder: string;
  /** Port of the agent. Default: any that is free. */
  port?: number;
  /** Port of its metrics. Default: any that is free. */
  metricsPort?: number;
  /** Variables that the agent gets besides those of the platform. */
  env?: Record<string, string>;
  /** Told of every line that a part writes. */
  say: (part: "agent" | "daprd", line: string) => void;
}

/** The agent on this machine, with a real sidecar and a stand-in model. */
export interface LocalAgent {
  /** Such as `http://127.0.0.1:8000`. */
  url: string;
  metricsUrl: string;
  /** The variables that the agent was started with. */
  env: NodeJS.ProcessEnv;
  model: StandInModel;
  sidecar: Sidecar;
  /** The agent's process; another one after a restart. */
  agent(): Child;
  /** Starts the agent's process again, once the one before has ended, and waits until it is ready. */
  start(): Promise<void>;
  /** Stops the agent, which drains first, then what it needs. */
  stop(): Promise<void>;
}

/** Longest wait for the agent to be ready. */
const READY_SECONDS = 30;

/**
 * Starts everything that the agent needs and then the agent, from the same description as in the cloud.
 * @throws Error when a part does not come up; the others are stopped
 */
export async function startLocal(options: LocalOptions): Promise<LocalAgent> {
  const { agent, say } = options;
  const [anyPort = 0, anyMetricsPort = 0] = await freePorts(2);
  const [port, metricsPort] = [options.port ?? anyPort, options.metricsPort ?? anyMetricsPort];
  const tokens = { app: token(), dapr: token() };
  const model = await startModel(options.model);
  const sidecar = await startSidecar({
    command: options.daprd,
    agent,
    appPort: port,
    folder: options.folder,
    tokens,
    say: (line) => say("daprd", line),
  }).catch(async (error) => {
    await model.close();
    throw error;
  });
  const secrets = Object.keys(agent.secrets).map((name) => [name, `artificial-value-of-${name}`]);
  const env = {
    ...pathOf(process.env),
    ...Object.fromEntries(secrets),
    ...agentEnvironment(agent, options.environment),
    ...options.env,
    PORT: String(port),
    METRICS_PORT: String(metricsPort),
    DAPR_HTTP_PORT: String(sidecar.httpPort),
    DAPR_GRPC_PORT: String(sidecar.grpcPort),
    APP_API_TOKEN: tokens.app,
    DAPR_API_TOKEN: tokens.dapr,
    OPENAI_BASE_URL: model.url,
    OPENAI_API_KEY: "artificial-value-for-the-stand-in",
  };
  let child: Child | undefined;
  const url = `http://127.0.0.1:${port}`;
  const start = async () => {
    await child?.ended;
    child = startReplica(options.root, env, (line) => say("agent", line));
    await untilReady(child, url);
    await untilSubscribed(sidecar, agent, tokens.dapr);
  };
  const stop = async () => {
    await child?.stop(agent.drainSeconds + 10);
    await sidecar.child.stop(10);
    await model.close();
  };
  await start().catch(async (error) => {
    await stop();
    throw error;
  });
  return {
    url,
    metricsUrl: `http://127.0.0.1:${metricsPort}/metrics`,
    env,
    model,
    sidecar,
    agent: () => child as Child,
    start,
    stop,
  };
}

/** Starts the agent's program with the given variables. */
export function startReplica(root: string, env: NodeJS.ProcessEnv, say: (line: string) => void): Child {
  return startChild(process.execPath, [join(root, "agent", "src", "main.ts")], { env }, say);
}

/**
 * Waits until an agent is ready.
 * @param url such as `http://127.0.0.1:8000`
 * @throws Error when it ends before, or with its last answer when it takes too long
 */
export async function untilReady(child: Child, url: string): Promise<void> {
  const deadline = Date.now() + READY_SECONDS * 1000;
  let last = "no answer";
  while (Date.now() < deadline) {
    if (!child.isRunning()) throw new Error(`the agent ended with ${(await child.ended).code} before it was ready`);
    const answer = await fetch(`${url}/ready`).catch(() => undefined);
    if (answer?.ok) return;
    last = (await answer?.text()) ?? last;
    await sleep(100);
  }
  throw new Error(`the agent was not ready in ${READY_SECONDS} s: ${last}`);
}

function token(): string {
  return randomBytes(16).toString("hex");
}

/** What any program needs of this process's environment, and nothing that could be a credential. */
function pathOf({ PATH, HOME, LANG, TZ }: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { PATH, HOME, LANG, TZ };
}
