import { DaprComponent } from "@pulumi/azure-native/app/daprComponent.js";
import { DaprComponentResiliencyPolicy } from "@pulumi/azure-native/app/daprComponentResiliencyPolicy.js";
import type * as pulumi from "@pulumi/pulumi";
import type { Agent } from "../../agent.ts";
import { PUBSUB, STATE_STORE, usesTopics } from "../../agentEnvironment.ts";
import { Component } from "../../component.ts";
import { type Bus, type Metadata, pubsubMetadata } from "./pubsubMetadata.ts";

export interface DaprComponentsArgs {
  resourceGroupName: pulumi.Input<string>;
  environmentName: pulumi.Input<string>;
  agents: Agent[];
  /** Client id of the identity that agents run as. */
  clientId: pulumi.Input<string>;
  state: { endpoint: pulumi.Input<string>; database: string; collection: string };
  bus: Bus;
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
  return {
    componentName: PUBSUB,
    componentType: "pubsub.azure.servicebus.topics",
    metadata: pubsubMetadata(bus, users),
    timeoutSeconds: 10,
    delivers: true,
  };
}

/** How every component signs in. Named outright: Dapr else tries its own certificate first, and hangs. */
function byIdentity(clientId: pulumi.Input<string>): Metadata {
  return [
    { name: "azureClientId", value: clientId },
    { name: "azureAuthMethods", value: "managedidentity" },
  ];
}
