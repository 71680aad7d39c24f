import type { Provider } from "@pulumi/kubernetes/provider.js";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component.ts";
import { kubernetesObject } from "../../kubernetes/manifest.ts";
import { type GitSource, teamProject } from "./argoApplication.ts";

export interface TeamProjectsArgs {
  /** The cluster. */
  provider: Provider;
  owner: string;
  environment: string;
  teams: readonly string[];
  source: GitSource;
}

/** What the agents of each team may come from and may be, for Argo CD to hold them to. */
export class TeamProjects extends Component<Omit<TeamProjectsArgs, "provider">> {
  /** What must exist before an Application names its project. */
  readonly ready: pulumi.Resource[];

  constructor(name: string, args: TeamProjectsArgs, opts?: pulumi.ComponentResourceOptions) {
    const { provider, ...described } = args;
    super("daca:workload:TeamProjects", name, described, opts);
    const { teams, owner, environment, source } = args;
    // Handed on: a component's own dependencies do not hold its children back.
    const child = { parent: this, provider, dependsOn: opts?.dependsOn };
    this.ready = teams.map((team) =>
      kubernetesObject(`${name}-${team}`, teamProject({ team, owner, environment }, source), child),
    );
    this.registerOutputs();
  }
}
