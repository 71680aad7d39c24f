import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { stringify } from "yaml";
import type { Agent } from "../../components/agent.ts";
import { deadLetterTopic, PUBSUB, STATE_STORE, writableTopics } from "../../components/agentEnvironment.ts";
import { type Child, startChild } from "./child.ts";
import { freePorts } from "./ports.ts";

export interface SidecarOptions {
  /** Path of daprd. */
  command: string;
  agent: Agent;
  /** Port that the agent listens on. */
  appPort: number;
  /** Where its resources are written; emptied first. */
  folder: string;
  /** Token that Dapr shows the agent, and the one that the agent shows Dapr. */
  tokens: { app: string; dapr: string };
  say: (line: string) => void;
}

/** A real Dapr sidecar whose state and topics are in its memory. */
export interface Sidecar {
  child: Child;
  httpPort: number;
  grpcPort: number;
  metricsPort: number;
}

/** Longest start; it takes less than a second. */
const START_SECONDS = 30;

/**
 * Starts daprd beside an agent, reachable from this machine alone.
 * @throws Error when it does not come up, with its exit code
 */
export async function startSidecar(options: SidecarOptions): Promise<Sidecar> {
  const { agent, appPort, folder, tokens } = options;
  const [httpPort = 0, grpcPort = 0, internalPort = 0, metricsPort = 0] = await freePorts(4);
  await writeResources(folder, agent);
  const args = {
    "app-id": agent.name,
    "app-port": appPort,
    "app-protocol": "http",
    "app-max-concurrency": agent.scaling.concurrency,
    "app-health-check-path": "/ready",
    "app-health-probe-interval": 1,
    "app-health-probe-timeout": 900,
    "dapr-http-port": httpPort,
    "dapr-grpc-port": grpcPort,
    "dapr-internal-grpc-port": internalPort,
    "metrics-port": metricsPort,
    "dapr-listen-addresses": "127.0.0.1",
    "dapr-internal-grpc-listen-address": "127.0.0.1",
    "metrics-listen-address": "127.0.0.1",
    "placement-host-address": "",
    "scheduler-host-address": "",
    "resources-path": join(folder, "resources"),
    config: join(folder, "configuration.yaml"),
    "log-level": "warn",
  };
  const child = startChild(
    options.command,
    ["--enable-app-health-check", ...Object.entries(args).flatMap(([name, value]) => [`--${name}`, String(value)])],
    { env: { ...process.env, APP_API_TOKEN: tokens.app, DAPR_API_TOKEN: tokens.dapr } },
    options.say,
  );
  await answers(child, `http://127.0.0.1:${httpPort}/v1.0/healthz/outbound`);
  return { child, httpPort, grpcPort, metricsPort };
}

/**
 * Waits until a sidecar has asked its agent for its topics and listens to them. A message before that is lost: topics in
 * memory keep nothing for whoever comes later.
 * @param token what the agent shows Dapr
 * @throws Error when it takes too long
 */
export async function untilSubscribed({ httpPort }: Sidecar, agent: Agent, token: string): Promise<void> {
  const deadline = Date.now() + START_SECONDS * 1000;
  while (Date.now() < deadline) {
    const answer = await fetch(`http://127.0.0.1:${httpPort}/v1.0/metadata`, { headers: { "dapr-api-token": token } });
    const { subscriptions = [] } = (await answer.json()) as { subscriptions?: unknown[] };
    if (subscriptions.length >= agent.topics.subscribe.length) return;
    await sleep(100);
  }
  throw new Error(`daprd did not listen to ${agent.topics.subscribe.join(", ")} in ${START_SECONDS} s`);
}

async function answers(child: Child, url: string): Promise<void> {
  const deadline = Date.now() + START_SECONDS * 1000;
  while (Date.now() < deadline) {
    if (!child.isRunning()) throw new Error(`daprd ended with ${(await child.ended).code} before it was ready`);
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(100);
  }
  await child.stop(5);
  throw new Error(`daprd was not ready in ${START_SECONDS} s`);
}

/** What the platform makes for an agent, with the cloud's parts in memory. */
async function writeResources(folder: string, agent: Agent): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, "resources"), { recursive: true });
  const resource = (kind: string, name: string, rest: object) => ({
    apiVersion: "dapr.io/v1alpha1",
    kind,
    metadata: { name },
    ...rest,
  });
  const topics = [...new Set([...writableTopics(agent), ...agent.topics.subscribe])];
  const component = (name: string, type: string, metadata: Record<string, string>) =>
    resource("Component", name, {
      spec: { type, version: "v1", metadata: Object.entries(metadata).map(([key, value]) => ({ name: key, value })) },
      scopes: [agent.name],
    });
  const delivery = { policy: "exponential", maxInterval: "30s", maxRetries: 10 };
  const files = {
    "resources/state.yaml": component(STATE_STORE, "state.in-memory", {}),
    "resources/pubsub.yaml": component(PUBSUB, "pubsub.in-memory", {
      protectedTopics: topics.join(","),
      publishingScopes: `${agent.name}=${writableTopics(agent).join(",")}`,
      subscriptionScopes: `${agent.name}=${agent.topics.subscribe.join(",")}`,
    }),
    // As in the cloud: with a dead-letter topic a message is else given up at the first refusal.
    ...(deadLetterTopic(agent) === undefined
      ? {}
      : {
          "resources/resiliency.yaml": resource("Resiliency", "delivery", {
            spec: {
              policies: { retries: { delivery } },
              targets: { components: { [PUBSUB]: { inbound: { retry: "delivery" } } } },
            },
          }),
        }),
    // Its default asks the network for other agents; this one only makes up a name.
    "configuration.yaml": resource("Configuration", "local", { spec: { nameResolution: { component: "kubernetes" } } }),
  };
  for (const [file, content] of Object.entries(files)) await writeFile(join(folder, file), stringify(content));
}
