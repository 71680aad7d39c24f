import type * as pulumi from "@pulumi/pulumi";
import { type Agent, teamOf } from "../agent.ts";
import { PLATFORM_NAMESPACE } from "../cluster/addonNames.ts";
import { Addons } from "../cluster/addons.ts";
import { Backups } from "../cluster/backups.ts";
import { Chaos } from "../cluster/chaos.ts";
import { ClusterClasses } from "../cluster/classes.ts";
import { clusterLabels } from "../cluster/labels.ts";
import { PlatformNamespace } from "../cluster/platformNamespace.ts";
import { SecretStore } from "../cluster/secretStore.ts";
import { Tenancy } from "../cluster/tenancy.ts";
import { Component } from "../component.ts";
import { addonsToInstall } from "../settings/enterprise/addons.ts";
import type { EnterpriseSettings } from "../settings.ts";
import { AgentWorkload } from "../workload/agentWorkload.ts";
import { TeamProjects } from "../workload/delivery/teamProjects.ts";
import { addonContext } from "./enterprise/addonContext.ts";
import { makeCloud } from "./enterprise/makeCloud.ts";
import { teamsOf } from "./enterprise/teams.ts";
import { gitSource, workloadContext } from "./enterprise/workloadContext.ts";

/** Agents on one Kubernetes cluster: production, with autoscaling, isolation, GitOps and progressive delivery. */
export class EnterpriseTier extends Component<Omit<EnterpriseSettings, "secrets" | "warnings">> {
  /** The stack's outputs. */
  readonly outputs: Record<string, unknown>;

  constructor(name: string, given: EnterpriseSettings, opts?: pulumi.ComponentResourceOptions) {
    const settings = { ...given, agents: byName(given.agents) };
    const { secrets: _, warnings: __, ...described } = settings;
    super("daca:tier:Enterprise", name, described, opts);
    const { agents, owner, environment, enterprise } = settings;
    const child = { parent: this };
    const installed = addonsToInstall(enterprise.addons, enterprise.cluster);
    const labels = clusterLabels(owner, environment);
    const teams = teamsOf(settings);
    const teamNames = teams.map((team) => team.name);

    // Where it runs, and what agents need of the cloud.
    const cloud = makeCloud(`${name}-cloud`, settings, labels, installed.includes("velero"), child);
    const { platform } = cloud;
    const inCluster = { platform, labels };

    // What every cluster gets.
    const classes = new ClusterClasses(`${name}-classes`, inCluster, child);
    const tenancy = new Tenancy(`${name}-teams`, { ...inCluster, teams }, child);
    const addons = new Addons(
      `${name}-addons`,
      {
        context: addonContext(cloud, settings, installed, labels, teamNames),
        provider: platform.provider,
        ready: [...platform.ready, ...classes.ready, ...(cloud.backups?.ready ?? [])],
      },
      child,
    );
    const all = Object.values(addons.ready).flat();
    const store = cloud.secrets
      ? new SecretStore(
          `${name}-secrets`,
          { ...inCluster, backend: cloud.secrets, teams: teamNames, installed: addons.ready.externalSecrets ?? [] },
          child,
        )
      : undefined;
    const home = new PlatformNamespace(`${name}-platform`, inCluster, child);
    const logins = cloud.prepareState({ name: PLATFORM_NAMESPACE, ready: home.ready });

    // The agents.
    const source = gitSource(enterprise.delivery);
    const projects = source
      ? new TeamProjects(
          `${name}-projects`,
          { provider: platform.provider, owner, environment, teams: teamNames, source },
          { ...child, dependsOn: addons.ready.argocd },
        )
      : undefined;
    const ready = [...all, ...(store?.ready ?? []), ...logins, ...(projects?.ready ?? [])];
    const deployed = agents.map((agent) => {
      const team = teamOf(agent, owner);
      const { stateHost: ___, ...parts } = cloud.partsOf(agent);
      const workload = new AgentWorkload(
        `${name}-agent-${agent.name}`,
        {
          agent,
          context: workloadContext(cloud, settings, team),
          provider: platform.provider,
          backends: { ...parts, secrets: cloud.secrets ?? { keyOf: (key: string) => key } },
          ...(source ? { source } : {}),
        },
        { ...child, dependsOn: [...ready, ...(tenancy.ready[team] ?? [])] },
      );
      return { agent, workload };
    });

    // What keeps it alive, and what proves that.
    if (cloud.backups) {
      new Backups(
        `${name}-backups`,
        { ...inCluster, ...enterprise.backup, teams: teamNames, dapr: true, installed: addons.ready.velero ?? [] },
        child,
      );
    }
    new Chaos(
      `${name}-chaos`,
      {
        ...inCluster,
        plan: enterprise.chaos,
        agents: agents.map((agent) => ({
          name: agent.name,
          team: teamOf(agent, owner),
          stateHost: cloud.partsOf(agent).stateHost,
        })),
        installed: addons.ready.chaosMesh ?? [],
        teams: tenancy.ready,
      },
      child,
    );

    this.outputs = {
      ...cloud.outputs,
      urls: Object.fromEntries(
        deployed.flatMap(({ agent, workload }) => (workload.url ? [[agent.name, workload.url]] : [])),
      ),
      // Which image each agent runs: a release must know, and git does not.
      releases: Object.fromEntries(agents.map(({ name: agent, image, delivery }) => [agent, { image, delivery }])),
      namespaces: Object.fromEntries(agents.map((agent) => [agent.name, teamOf(agent, owner)])),
      addons: installed,
    };
    this.registerOutputs(this.outputs);
  }
}

/** In one order, whatever the file's: agents that change places there change nothing that is made of all of them. */
function byName(agents: readonly Agent[]): Agent[] {
  return agents.toSorted((one, other) => (one.name < other.name ? -1 : 1));
}
