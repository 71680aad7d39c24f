import { Provider } from "@pulumi/kubernetes/provider.js";
import type * as pulumi from "@pulumi/pulumi";
import type { Agent } from "../../agent.ts";
import { usesTopics } from "../../agentEnvironment.ts";
import type { ClusterPlatform, DaprBackend, SecretBackend } from "../../cluster/platform.ts";
import { Component } from "../../component.ts";
import type { ExistingBlock } from "../../settings/enterprise/existing.ts";
import { kubeconfigPath } from "../../settings/enterprise/kubeconfig.ts";
import type { AgentParts, Cloud, CloudArgs } from "./cloud.ts";

export interface ExistingCloudArgs extends CloudArgs {
  cluster: ExistingBlock;
}

/** A cluster that is there, with a state store, a broker and a vault of the user's own. */
export class ExistingCloud extends Component<Omit<ExistingCloudArgs, "secrets">> implements Cloud {
  readonly platform: ClusterPlatform;
  readonly clusterName: string;
  readonly podLabels = {};
  readonly secrets: SecretBackend | undefined;
  readonly addonIdentities = {};
  readonly storageClass: string | undefined;
  readonly outputs: Record<string, unknown>;
  readonly #block: ExistingBlock;

  constructor(name: string, args: ExistingCloudArgs, opts?: pulumi.ComponentResourceOptions) {
    const { secrets: _, ...described } = args;
    super("daca:tier:ExistingCloud", name, described, opts);
    const { cluster: block } = args;
    const { kubeconfig, context, secretStore, egress, zones, spot, metricsServer, storageClass } = block;
    this.#block = block;
    this.clusterName = args.base;
    this.storageClass = storageClass;
    this.platform = {
      provider: new Provider(
        `${name}-kubernetes`,
        { kubeconfig: kubeconfigPath(kubeconfig), context },
        { parent: this },
      ),
      cloud: "none",
      egress,
      zones,
      ...(spot ? { spot } : {}),
      metricsServer,
      ready: [],
    };
    this.secrets = secretStore && { provider: secretStore, keyOf: (key) => key, ready: [] };
    this.outputs = { cluster: context };
    this.registerOutputs({});
  }

  partsOf(agent: Agent): AgentParts {
    const { state, pubsub } = this.#block.components;
    const hostsOf = (component: UserComponent) => component.hosts.map(hostOf);
    const stateHosts = agent.state && state ? hostsOf(state) : [];
    const [stateHost] = stateHosts;
    return {
      ...(state ? { state: backend(state) } : {}),
      ...(stateHost ? { stateHost: stateHost.host } : {}),
      ...(pubsub ? { pubsub: backend(pubsub) } : {}),
      hosts: [...stateHosts, ...(usesTopics(agent) && pubsub ? hostsOf(pubsub) : [])],
    };
  }

  prepareState(): pulumi.Resource[] {
    return [];
  }
}

type UserComponent = NonNullable<ExistingBlock["components"]["state"]>;

function backend({ type, version, metadata }: UserComponent): DaprBackend {
  return { type, version, metadata: metadata as DaprBackend["metadata"] };
}

function hostOf(address: string): { host: string; port: number } {
  const [host = "", port] = address.split(":");
  return { host, port: Number(port) };
}
