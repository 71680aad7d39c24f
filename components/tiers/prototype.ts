import { Provider } from "@pulumi/azure-native/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { Component } from "../component.ts";
import { ContainerAgent } from "../infra/azure/containerAgent.ts";
import { ContainerAppsEnvironment } from "../infra/azure/containerAppsEnvironment.ts";
import { DaprComponents } from "../infra/azure/daprComponents.ts";
import { Identities } from "../infra/azure/identities.ts";
import { ImageRegistry } from "../infra/azure/imageRegistry.ts";
import { MessageBus } from "../infra/azure/messageBus.ts";
import { Network } from "../infra/azure/network.ts";
import { Place } from "../infra/azure/place.ts";
import { portalLink } from "../infra/azure/portalLink.ts";
import { SecretVault } from "../infra/azure/secretVault.ts";
import { StateStore } from "../infra/azure/stateStore.ts";
import { Telemetry } from "../infra/azure/telemetry.ts";
import { deadLetterTopics, topicRoutes } from "../infra/azure/topicRoutes.ts";
import { Watch } from "../infra/azure/watch.ts";
import type { PrototypeSettings } from "../settings.ts";
import { domainRecords, releases } from "./prototypeView.ts";

/** Agents on Azure Container Apps: serverless, one region, nothing to operate. */
export class PrototypeTier extends Component<Omit<PrototypeSettings, "secrets" | "warnings">> {
  /** The stack's outputs. */
  readonly outputs: Record<string, unknown>;

  constructor(name: string, settings: PrototypeSettings, opts?: pulumi.ComponentResourceOptions) {
    const { secrets, warnings: _, ...described } = settings;
    super("daca:tier:Prototype", name, described, opts);
    const { agents, owner, environment, prototype } = settings;
    const { subscriptionId, location, messages } = prototype;

    // Explicit, so that nothing lands in whichever subscription a shell has chosen.
    const azure = new Provider(`${name}-azure`, { subscriptionId, location }, { parent: this });
    const child = { parent: this, provider: azure };

    const place = new Place(
      `${name}-place`,
      {
        base: `${pulumi.getProject()}-${pulumi.getStack()}`,
        location,
        tags: { owner, environment, tier: settings.tier, stack: pulumi.getStack(), "managed-by": "pulumi" },
      },
      child,
    );
    const { where } = place;

    const telemetry = new Telemetry(
      `${name}-telemetry`,
      {
        ...where,
        workspaceName: place.nameFor("logWorkspace"),
        appInsightsName: place.nameFor("appInsights"),
        ...prototype.logs,
      },
      child,
    );
    const { workspaceId } = telemetry;

    const identities = new Identities(
      `${name}-identities`,
      {
        ...where,
        names: {
          run: place.nameFor("identity", "run"),
          pull: place.nameFor("identity", "pull"),
          scale: place.nameFor("identity", "scale"),
        },
      },
      child,
    );
    const registry = new ImageRegistry(
      `${name}-images`,
      {
        ...where,
        registryName: place.nameFor("containerRegistry"),
        subscriptionId,
        pullPrincipalId: identities.pull.principalId,
        workspaceId,
      },
      child,
    );
    const vault = new SecretVault(
      `${name}-secrets`,
      {
        ...where,
        vaultName: place.nameFor("keyVault"),
        subscriptionId,
        tenantId: identities.run.tenantId,
        names: Object.keys(secrets),
        values: pulumi.secret(secrets),
        readerPrincipalId: identities.run.principalId,
        workspaceId,
      },
      child,
    );
    const state = new StateStore(
      `${name}-state`,
      {
        ...where,
        accountName: place.nameFor("cosmosAccount"),
        principalId: identities.run.principalId,
        zoneRedundant: prototype.network?.zoneRedundant ?? false,
        workspaceId,
      },
      child,
    );
    const bus = new MessageBus(
      `${name}-bus`,
      {
        ...where,
        namespaceName: place.nameFor("serviceBusNamespace"),
        subscriptionId,
        topics: topicRoutes(agents),
        runPrincipalId: identities.run.principalId,
        scalePrincipalId: identities.scale.principalId,
        ...messages,
        workspaceId,
      },
      child,
    );

    const network = prototype.network
      ? new Network(
          `${name}-network`,
          {
            ...where,
            networkName: place.nameFor("virtualNetwork"),
            addressSpace: prototype.network.addressSpace,
          },
          child,
        )
      : undefined;
    const apps = new ContainerAppsEnvironment(
      `${name}-apps`,
      {
        ...where,
        environmentName: place.nameFor("containerAppsEnvironment"),
        workspaceId,
        tracesConnectionString: telemetry.connectionString,
        ...(network ? { subnetId: network.subnetId, zoneRedundant: prototype.network?.zoneRedundant ?? false } : {}),
      },
      child,
    );
    const dapr = new DaprComponents(
      `${name}-dapr`,
      {
        resourceGroupName: where.resourceGroupName,
        environmentName: apps.environmentName,
        agents,
        clientId: identities.run.clientId,
        state: { endpoint: state.endpoint, database: state.database, collection: state.collection },
        bus: { hostname: bus.hostname, lockSeconds: messages.lockSeconds },
      },
      child,
    );

    // An app that starts before its roles exist fails, and is not tried again until something changes.
    const ready = [...registry.grants, ...vault.grants, ...state.grants, ...bus.grants, ...dapr.components];
    const deployed = agents.map((agent) => ({
      agent,
      app: new ContainerAgent(
        `${name}-agent-${agent.name}`,
        {
          ...where,
          agent,
          environment,
          environmentId: apps.environmentId,
          environmentName: apps.environmentName,
          registryServer: registry.server,
          busNamespace: bus.namespaceName,
          secrets: vault.secrets,
          identities: {
            run: { id: identities.run.id, clientId: identities.run.clientId },
            pull: { id: identities.pull.id },
            scale: { id: identities.scale.id },
          },
        },
        { ...child, dependsOn: ready },
      ),
    }));

    new Watch(
      `${name}-watch`,
      {
        ...where,
        actionGroupName: place.nameFor("actionGroup"),
        budgetName: place.nameFor("budget"),
        resourceGroupId: place.resourceGroupId,
        workspaceId,
        apps: deployed.map(({ agent, app }) => ({
          name: agent.name,
          id: app.appId,
          replicas: agent.replicas,
          hasIngress: agent.ingress.exposure !== "none",
        })),
        busId: bus.namespaceId,
        deadLetterTopics: deadLetterTopics(agents),
        stateAccountId: state.accountId,
        thresholds: prototype.alerts,
        emails: prototype.alerts.emails,
        budget: prototype.budget,
      },
      child,
    );

    this.outputs = {
      urls: Object.fromEntries(deployed.flatMap(({ agent, app }) => (app.url ? [[agent.name, app.url]] : []))),
      daprVersion: apps.daprVersion,
      registry: registry.server,
      pullIdentity: identities.pull.principalId,
      resourceGroup: where.resourceGroupName,
      releases: releases(deployed),
      portal: {
        resourceGroup: portalLink(place.resourceGroupId),
        logs: portalLink(workspaceId, "logs"),
        traces: portalLink(telemetry.appInsightsId, "applicationMap"),
        costs: portalLink(place.resourceGroupId, "costanalysis"),
      },
      ...optional(
        "revisions",
        deployed.flatMap(({ agent, app }) => (app.revisions ? [[agent.name, app.revisions]] : [])),
      ),
      ...optional(
        "domainRecords",
        deployed.flatMap(({ agent, app }) => domainRecords(agent, app.url, apps.domainVerificationId)),
      ),
    };
    this.registerOutputs(this.outputs);
  }
}

/** An output that is there only where some agent has it. */
function optional(key: string, entries: unknown[][]): Record<string, unknown> {
  return entries.length > 0 ? { [key]: Object.fromEntries(entries) } : {};
}
