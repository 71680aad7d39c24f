import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../component.ts";
import { kubernetesObject } from "../kubernetes/manifest.ts";
import type { ClusterPlatform } from "./platform.ts";
import { type Team, teamManifests } from "./teamManifests.ts";

export interface TenancyArgs {
  platform: ClusterPlatform;
  labels: Record<string, string>;
  teams: readonly Team[];
}

/**
 * A namespace for each team: its pods are restricted, bounded in what they may take, and reach nothing but DNS until
 * somebody says more.
 */
export class Tenancy extends Component<object> {
  /** By team, what must exist before anything is put into its namespace. */
  readonly ready: Record<string, pulumi.Resource[]>;

  constructor(name: string, args: TenancyArgs, opts?: pulumi.ComponentResourceOptions) {
    const { platform, labels, teams } = args;
    super("daca:cluster:Tenancy", name, { labels, teams }, opts);
    const child = { parent: this, provider: platform.provider };
    this.ready = Object.fromEntries(
      teams.map((team) => {
        const [namespace, ...bounds] = teamManifests(team, labels, platform);
        const made = kubernetesObject(`${name}-${team.name}`, namespace, { ...child, dependsOn: platform.ready });
        const inside = bounds.map((manifest) =>
          kubernetesObject(`${name}-${team.name}-${manifest.metadata.name}`, manifest, { ...child, dependsOn: made }),
        );
        return [team.name, [made, ...inside]];
      }),
    );
    this.registerOutputs();
  }
}
