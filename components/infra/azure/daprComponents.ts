import { DaprComponent } from "@pulumi/azure-native/app/daprComponent.js";
import { DaprComponentResiliencyPolicy } from "@pulumi/azure-native/app/daprComponentResiliencyPolicy.js";
import type * as pulumi from "@pulumi/pulumi";
import type { Agent } from "../../agent.ts";
import { PUBSUB, STATE_STORE, usesTopics, writableTopics } from "../../agentEnvironment.ts";
import { Component } from "../../component.ts";

export interface DaprComponentsArgs {
  resourceGroupName: pulumi.Input<string>;
  environmentName: pulumi.Input<string>;
  agents: Agent[];
  /** Client id of the identity that agents run as. */
  clientId: pulumi.Input<string>;
  state: { endpoint: pulumi.Input<string>; database: string; collection: string };
  bus: {
    hostname: pulumi.Input<string>;
    /** Seconds that a message is held before it is offered again; the same as the subscriptions'. */
    lockSeconds: number;
  };
}

/** Dapr's longest start of a component. New identities take minutes to be known everywhere. */
const INIT_TIMEOUT = "120s";

/**
 * How a message is offered to an agent again that asked for it or failed. Where a subscription has a dead-letter topic,
 * Dapr moves the message there after the last retry, and after the first one without this policy.
 */
const DELIVERY = {
  httpRetryPolicy: {
    maxRetries: 10,
    retryBackOff: { initialDelayInMilliseconds: 1000, maxIntervalInMilliseconds: 30_000 },
  },
};

type Metadata = { name: string; value: pulumi.Input<string> }[];

/**
 * The Dapr components that agents find in the environment: a state store and a pub/sub, both by identity.
 * Only the agents that use one load it, and each may use only the topics that its settings name.
 */
export class DaprComponents extends Component<DaprComponentsArgs> {
  /** What must exist before an agent starts: a sidecar loads components once. */
  readonly components: pulumi.Resource[];

  constructor(name: string, args: DaprComponentsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("daca:azure:DaprComponents", name, args, opts);
    const stateful = args.agents.filter((agent) => agent.state !== undefined);
    const talkers = args.agents.filter(usesTopics);
    this.components = [
      ...(stateful.length > 0 ? this.#component(name, args, stateful, stateStore(args, stateful)) : []),
      ...(talkers.length > 0 ? this.#component(name, args, talkers, pubsub(args, talkers)) : []),
    ];
    this.registerOutputs({});
  }

  #component(
    name: string,
    args: DaprComponentsArgs,
    users: Agent[],
    { componentName, componentType, metadata, timeoutSeconds, delivers }: ReturnType<typeof stateStore>,
  ): pulumi.Resource[] {
    const { resourceGroupName, environmentName } = args;
    const component = new DaprComponent(
      `${name}-${componentName}`,
      {
        resourceGroupName,
        environmentName,
        componentName,
        componentType,
        version: "v1",
        initTimeout: INIT_TIMEOUT,
        metadata: [...metadata, ...byIdentity(args.clientId)],
        scopes: users.map((agent) => agent.name),
      },
      { parent: this },
    );
    const resiliency = new DaprComponentResiliencyPolicy(
      `${name}-${componentName}-resiliency`,
      {
        resourceGroupName,
        environmentName,
        componentName: component.name,
        name: "default",
        outboundPolicy: {
          timeoutPolicy: { responseTimeoutInSeconds: timeoutSeconds },
          httpRetryPolicy: {
            maxRetries: 5,
            retryBackOff: { initialDelayInMilliseconds: 500, maxIntervalInMilliseconds: 10_000 },
          },
          circuitBreakerPolicy: { consecutiveErrors: 5, intervalInSeconds: 10, timeoutInSeconds: 30 },
        },
        ...(delivers ? { inboundPolicy: DELIVERY } : {}),
      },
      { parent: this },
    );
    return [component, resiliency];
  }
}

function stateStore({ state }: DaprComponentsArgs, users: Agent[]) {
  const metadata: Metadata = [
    { name: "url", value: state.endpoint },
    { name: "database", value: state.database },
    { name: "collection", value: state.collection },
    { name: "actorStateStore", value: String(users.some((agent) => agent.state?.actors)) },
  ];
  return {
    componentName: STATE_STORE,
    componentType: "state.azure.cosmosdb",
    metadata,
    timeoutSeconds: 10,
    delivers: false,
  };
}

function pubsub({ bus }: DaprComponentsArgs, users: Agent[]) {
  const topics = [...new Set(users.flatMap((agent) => [...writableTopics(agent), ...agent.topics.subscribe]))];
  const handlers = Math.max(...users.map((agent) => agent.scaling.concurrency));
  const metadata: Metadata = [
    { name: "namespaceName", value: bus.hostname },
    // Topics and subscriptions are Pulumi's; agents have no right to make any.
    { name: "disableEntityManagement", value: "true" },
    { name: "maxConcurrentHandlers", value: String(handlers) },
    { name: "maxActiveMessages", value: String(handlers) },
    // The default of 60 s would cut off an agent that thinks for minutes.
    { name: "handlerTimeoutInSec", value: String(Math.max(...users.map((agent) => agent.drainSeconds))) },
    // Renewed at half-time at the latest, so that one slow renewal does not lose the message. 20 s is Dapr's default.
    { name: "lockRenewalInSec", value: String(Math.min(20, Math.floor(bus.lockSeconds / 2))) },
    // Protected: an agent that is not named below may use no topic at all, rather than all of them.
    { name: "protectedTopics", value: topics.join(",") },
    { name: "publishingScopes", value: scopes(users, writableTopics) },
    { name: "subscriptionScopes", value: scopes(users, ({ topics }) => topics.subscribe) },
  ];
  return {
    componentName: PUBSUB,
    componentType: "pubsub.azure.servicebus.topics",
    metadata,
    timeoutSeconds: 10,
    delivers: true,
  };
}

/** Each agent's own topics, in Dapr's form: `agent1=topic1,topic2;agent2=`. */
function scopes(users: Agent[], topics: (agent: Agent) => string[]): string {
  return users.map((agent) => `${agent.name}=${topics(agent).join(",")}`).join(";");
}

/** How every component signs in. Named outright: Dapr else tries its own certificate first, and hangs. */
function byIdentity(clientId: pulumi.Input<string>): Metadata {
  return [
    { name: "azureClientId", value: clientId },
    { name: "azureAuthMethods", value: "managedidentity" },
  ];
}
