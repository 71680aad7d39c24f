import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../component.ts";
import { kubernetesObject } from "../kubernetes/manifest.ts";
import { type ChaosAgent, type ChaosPlan, chaosManifests } from "./chaosManifests.ts";
import type { ClusterPlatform } from "./platform.ts";

export interface ChaosArgs {
  platform: ClusterPlatform;
  labels: Record<string, string>;
  plan: ChaosPlan;
  agents: readonly ChaosAgent[];
  /** Chaos Mesh, which brings the kind. */
  installed: pulumi.Resource[];
  /** By team, what must exist before anything is put into its namespace. */
  teams: Record<string, pulumi.Resource[]>;
}

/** Experiments that break something on purpose, to see that it heals. Nothing is here that a stack does not ask for. */
export class Chaos extends Component<object> {
  constructor(name: string, args: ChaosArgs, opts?: pulumi.ComponentResourceOptions) {
    const { platform, labels, plan, agents, installed, teams } = args;
    super("daca:cluster:Chaos", name, { plan, labels }, opts);
    for (const manifest of chaosManifests(plan, agents, labels)) {
      const dependsOn = [...installed, ...(teams[manifest.metadata.namespace ?? ""] ?? [])];
      const child = { parent: this, provider: platform.provider, dependsOn };
      kubernetesObject(`${name}-${manifest.metadata.name}`, manifest, child);
    }
    this.registerOutputs();
  }
}
