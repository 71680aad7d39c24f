import type { Provider } from "@pulumi/kubernetes/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random/randomPassword.js";
import type { Agent } from "../agent.ts";
import type { AgentIdentity } from "../cluster/platform.ts";
import { Component } from "../component.ts";
import { kubernetesObject, type Manifest } from "../kubernetes/manifest.ts";
import type { WorkloadContext } from "./context.ts";
import { argoApplication, type GitSource } from "./delivery/argoApplication.ts";
import { type AgentBackends, agentFoundation } from "./foundation.ts";
import { agentManifests } from "./manifests.ts";

export interface AgentWorkloadArgs {
  agent: Agent;
  context: WorkloadContext;
  /** The cluster. */
  provider: Provider;
  /** What the cloud gives the agent, but for the tokens, which are made here. */
  backends: Omit<AgentBackends, "tokens" | "identity"> & { identity?: AgentIdentity };
  /** Where Argo CD finds the agent. Left out, Pulumi puts it into the cluster itself. */
  source?: GitSource;
}

/**
 * One agent on a cluster. Every field has one owner:
 * - what the cloud decides (identity, Dapr components, secrets, access): Pulumi, however the agent is delivered
 * - the agent itself: Pulumi, or Argo CD where there is a source, never both
 * - the number of replicas: KEDA alone, so neither Deployment nor Rollout names one
 * - requests: the settings; the VerticalPodAutoscaler only recommends
 * - which version a Service of a blue/green agent selects: Argo Rollouts
 */
export class AgentWorkload extends Component<Pick<AgentWorkloadArgs, "agent" | "context">> {
  /** Address of the agent inside the cluster, or undefined where its exposure is `none`. */
  readonly url: string | undefined;

  constructor(name: string, args: AgentWorkloadArgs, opts?: pulumi.ComponentResourceOptions) {
    const { agent, context, provider, backends, source } = args;
    super("daca:workload:AgentWorkload", name, { agent, context }, opts);
    const make = (manifest: Manifest, more: pulumi.CustomResourceOptions) =>
      kubernetesObject(`${name}-${partOf(manifest, agent)}`, manifest, { parent: this, provider, ...more });
    const token = (part: string) =>
      new RandomPassword(`${name}-${part}`, { length: 32, special: false }, { parent: this }).result;

    const grants = backends.identity?.grants ?? [];
    const [account, ...rest] = agentFoundation(agent, context, {
      ...backends,
      tokens: { api: token("api-token"), app: token("app-token") },
    });
    // Waits for all that the agent waits for, and the rest waits for it: every object with the whole list would make a
    // hundred agents' lists longer than all else. A component's own dependencies do not hold its children back.
    const gate = make(account, pulumi.mergeOptions({ dependsOn: opts?.dependsOn }, { dependsOn: grants }));
    const before = [gate, ...rest.map((manifest) => make(manifest, { dependsOn: gate }))];
    if (source) make(argoApplication(agent, context, source), { dependsOn: before });
    else {
      const workload: pulumi.Resource[] = [];
      for (const manifest of agentManifests(agent, context)) {
        const { kind } = manifest;
        const object = make(asPulumiMakesIt(manifest), {
          // KEDA refuses to scale what is not there.
          dependsOn: kind === "ScaledObject" ? [...before, ...workload] : before,
          ...(kind === "Service" && agent.delivery.strategy === "blueGreen"
            ? { ignoreChanges: ["spec.selector"] }
            : {}),
        });
        if (kind === "Deployment" || kind === "Rollout") workload.push(object);
      }
    }

    this.url = agent.ingress.exposure === "none" ? undefined : `http://${agent.name}.${context.team}`;
    this.registerOutputs({ url: this.url });
  }
}

/** Pulumi waits for a Service until it has endpoints, and an agent may sleep. Its Deployment is waited for anyway. */
function asPulumiMakesIt(manifest: Manifest): Manifest {
  if (manifest.kind !== "Service") return manifest;
  return { ...manifest, metadata: { ...manifest.metadata, annotations: { "pulumi.com/skipAwait": "true" } } };
}

/** What an object is to its agent: `deployment`, `service-preview`, `component-statestore`. */
function partOf({ kind, metadata }: Manifest, agent: Agent): string {
  const part = kind.replace(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase();
  return kind === "Application" ? part : `${part}${metadata.name.slice(agent.name.length)}`;
}
