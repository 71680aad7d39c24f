import type { INetworkPolicy } from "kubernetes-models/networking.k8s.io/v1";
import type { Agent } from "../agent.ts";
import type { AgentIdentity, DaprBackend, SecretBackend } from "../cluster/platform.ts";
import type { Manifest } from "../kubernetes/manifest.ts";
import type { WorkloadContext } from "./context.ts";
import { components } from "./dapr/component.ts";
import { configuration } from "./dapr/configuration.ts";
import { resiliency } from "./dapr/resiliency.ts";
import { metadataOf, selectorLabels } from "./labels.ts";
import { egressByPort, type Host, hostPolicies } from "./network/hosts.ts";
import { type DaprTokens, externalSecret, tokenSecrets } from "./secrets.ts";

/** What a cloud gives an agent. */
export interface AgentBackends {
  /** What the agent is to the cloud. Left out on a cluster of one's own. */
  identity?: Pick<AgentIdentity, "serviceAccountAnnotations">;
  /** Needed by agents that keep state. */
  state?: DaprBackend;
  /** Needed by agents that use topics. */
  pubsub?: DaprBackend;
  /** Where the sidecar finds them, and where it signs in. */
  hosts: Host[];
  /** Where secrets lie. */
  secrets: Pick<SecretBackend, "keyOf">;
  tokens: DaprTokens;
}

/**
 * What an agent stands on, in order of need, its ServiceAccount first. It holds values that only the cloud knows, so
 * Pulumi makes it however the agent itself is delivered.
 */
export function agentFoundation(
  agent: Agent,
  context: WorkloadContext,
  backends: AgentBackends,
): [Manifest, ...Manifest[]] {
  return [
    serviceAccount(agent, context, backends),
    ...backendPolicies(agent, context, backends.hosts),
    ...tokenSecrets(agent, context, backends.tokens),
    ...externalSecret(agent, context, (name) => backends.secrets.keyOf(name)),
    ...components(agent, context, backends),
    ...resiliency(agent, context),
    configuration(agent, context),
  ];
}

/** Whom the agent's pods act as. It has no rights in the cluster, and its token is not put into pods. */
function serviceAccount(agent: Agent, context: WorkloadContext, { identity }: AgentBackends): Manifest {
  const annotations = identity?.serviceAccountAnnotations ?? {};
  return {
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: {
      ...metadataOf(agent, context),
      ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
    },
    automountServiceAccountToken: false,
  };
}

/** Lets the sidecar reach its backends. */
function backendPolicies(agent: Agent, context: WorkloadContext, hosts: Host[]): Manifest[] {
  const name = `${agent.name}-backends`;
  const egress = egressByPort(agent, context, hosts);
  if (egress.length === 0) return hostPolicies(agent, context, name, hosts);
  return [
    {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: metadataOf(agent, context, name),
      spec: { podSelector: { matchLabels: selectorLabels(agent) }, policyTypes: ["Egress"], egress },
    } satisfies INetworkPolicy,
  ];
}
