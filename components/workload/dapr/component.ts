import type * as pulumi from "@pulumi/pulumi";
import type { Agent } from "../../agent.ts";
import { usesTopics, writableTopics } from "../../agentEnvironment.ts";
import type { DaprBackend } from "../../cluster/platform.ts";
import type { Manifest } from "../../kubernetes/manifest.ts";
import type { WorkloadContext } from "../context.ts";
import { metadataOf } from "../labels.ts";
import { pubsubName, stateStoreName } from "../names.ts";

type Entries = Record<string, string>;

/** Dapr's longest start of a component. New identities take minutes to be known everywhere. */
const INIT_TIMEOUT = "120s";

/** The state store of an agent that keeps state, and the pub/sub of one that uses topics. Nobody else loads them. */
export function components(
  agent: Agent,
  context: WorkloadContext,
  backends: { state?: DaprBackend; pubsub?: DaprBackend },
): Manifest[] {
  const { state, pubsub } = backends;
  return [
    ...(agent.state && state ? [component(agent, context, stateStoreName(agent.name), state, stateOf(agent))] : []),
    ...(usesTopics(agent) && pubsub
      ? [component(agent, context, pubsubName(agent.name), pubsub, topicsOf(agent))]
      : []),
  ];
}

function component(
  agent: Agent,
  context: WorkloadContext,
  name: string,
  backend: DaprBackend,
  ofAgent: Entries,
): Manifest {
  const given = new Set(backend.metadata.map((entry) => entry.name));
  const own = Object.entries(ofAgent)
    .filter(([key]) => !given.has(key))
    .map(([key, value]) => ({ name: key, value }));
  const metadata: { name: string; value: pulumi.Input<string> }[] = [...backend.metadata, ...own];
  return {
    apiVersion: "dapr.io/v1alpha1",
    kind: "Component",
    metadata: metadataOf(agent, context, name),
    spec: { type: backend.type, version: backend.version, initTimeout: INIT_TIMEOUT, metadata },
    scopes: [agent.name],
  };
}

function stateOf({ state }: Agent): Entries {
  return { actorStateStore: String(state?.actors === true) };
}

/** The topics that the agent may use. Protected, so that what is not named is refused and not allowed. */
function topicsOf(agent: Agent): Entries {
  const { subscribe } = agent.topics;
  const publish = writableTopics(agent);
  return {
    protectedTopics: [...new Set([...publish, ...subscribe])].join(","),
    publishingScopes: `${agent.name}=${publish.join(",")}`,
    subscriptionScopes: `${agent.name}=${subscribe.join(",")}`,
  };
}
