import * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component.ts";
import { kubernetesObject } from "../../kubernetes/manifest.ts";
import { defaultStorageClass, networkPolicySwitch } from "./clusterDefaults.ts";
import { agentPool, type NodeClassArgs, nodeClass, spotPool } from "./nodePools.ts";

export interface EksNodesArgs extends NodeClassArgs {
  /** Most CPU cores of each pool. There is no spot pool where it is left out. */
  cpu: { agents: number; spot?: number };
  /** Longest time in seconds that an agent may take to end. */
  longestDrainSeconds: number;
}

/** What an Auto Mode cluster lacks when it is new: pools of nodes, network policies that count, a class of volumes. */
export class EksNodes extends Component<EksNodesArgs> {
  /** What must exist before anything is installed. */
  readonly ready: pulumi.Resource[];

  /** @param opts with the provider of the cluster */
  constructor(name: string, args: EksNodesArgs, opts: pulumi.ComponentResourceOptions) {
    super("daca:aws:EksNodes", name, args, opts);
    // Handed on: a component's own dependencies do not hold its children back.
    const child: pulumi.CustomResourceOptions = { parent: this, dependsOn: opts.dependsOn };
    const { cpu, longestDrainSeconds } = args;
    const policies = kubernetesObject(`${name}-network-policies`, networkPolicySwitch(), child);
    const volumes = kubernetesObject(`${name}-volumes`, defaultStorageClass(), child);
    const machines = kubernetesObject(`${name}-class`, nodeClass(args), child);
    const waiting = pulumi.mergeOptions(child, { dependsOn: machines });
    const agents = kubernetesObject(`${name}-agents`, agentPool({ cpu: cpu.agents, longestDrainSeconds }), waiting);
    const spot =
      cpu.spot === undefined
        ? []
        : [kubernetesObject(`${name}-spot`, spotPool({ cpu: cpu.spot, longestDrainSeconds }), waiting)];
    this.ready = [policies, volumes, machines, agents, ...spot];
    this.registerOutputs({});
  }
}
