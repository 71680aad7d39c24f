import { Provider as AzureProvider } from "@pulumi/azure-native/provider.js";
import { Provider } from "@pulumi/kubernetes/provider.js";
import * as pulumi from "@pulumi/pulumi";
import type { Agent } from "../../agent.ts";
import { usesTopics, writableTopics } from "../../agentEnvironment.ts";
import { EXTERNAL_SECRETS } from "../../cluster/addons/externalSecrets.ts";
import { VELERO } from "../../cluster/addons/velero.ts";
import type { BackupLocation } from "../../cluster/backupLocation.ts";
import type { ClusterPlatform, SecretBackend } from "../../cluster/platform.ts";
import { Component } from "../../component.ts";
import { AksCluster } from "../../infra/azure/aksCluster.ts";
import { AksNetwork } from "../../infra/azure/aksNetwork.ts";
import { BackupStore } from "../../infra/azure/backupStore.ts";
import { ClusterWatch } from "../../infra/azure/clusterWatch.ts";
import { pubsubBackend, stateBackend } from "../../infra/azure/daprBackends.ts";
import { ImageRegistry } from "../../infra/azure/imageRegistry.ts";
import { keyVaultSecrets } from "../../infra/azure/keyVaultSecrets.ts";
import { MessageBus } from "../../infra/azure/messageBus.ts";
import { SPOT_NODES } from "../../infra/azure/nodePools.ts";
import { Place } from "../../infra/azure/place.ts";
import { portalLink } from "../../infra/azure/portalLink.ts";
import { PostgresServer } from "../../infra/azure/postgresServer.ts";
import { PrivateAccess } from "../../infra/azure/privateAccess.ts";
import { SecretVault } from "../../infra/azure/secretVault.ts";
import { StateLogins } from "../../infra/azure/stateLogins.ts";
import { Telemetry } from "../../infra/azure/telemetry.ts";
import { topicRoles } from "../../infra/azure/topicRoles.ts";
import { deadLetterTopics, topicRoutes } from "../../infra/azure/topicRoutes.ts";
import { WorkloadIdentity } from "../../infra/azure/workloadIdentity.ts";
import { STATE_ROLES } from "../../infra/stateRolesJob.ts";
import type { AksBlock } from "../../settings/enterprise/aks.ts";
import type { EnterpriseBlock } from "../../settings/enterprise.ts";
import { clusterArgs, databaseArgs, networkArgs } from "./aksArgs.ts";
import { type AgentParts, type Cloud, type CloudArgs, longestDrain } from "./cloud.ts";

export interface AzureCloudArgs extends CloudArgs {
  cluster: AksBlock;
  settings: Pick<EnterpriseBlock, "messages" | "logs" | "backup" | "alerts" | "budget">;
  /** Namespace in which the state store is prepared. */
  platformNamespace: string;
}

/** Messages waiting on one topic that people are told of: the source's AgentQueueBacklog. */
const BACKLOG = 50;

/** A cluster on Azure Kubernetes Service with PostgreSQL, Service Bus and Key Vault beside it, all by identity. */
export class AzureCloud extends Component<Omit<AzureCloudArgs, "secrets">> implements Cloud {
  readonly platform: ClusterPlatform;
  readonly clusterName: string;
  readonly region: string;
  readonly podLabels = { "azure.workload.identity/use": "true" };
  readonly secrets: SecretBackend;
  readonly backups: BackupLocation | undefined;
  readonly addonIdentities: Cloud["addonIdentities"];
  readonly outputs: Record<string, unknown>;
  readonly #name: string;
  readonly #args: AzureCloudArgs;
  readonly #provisioner: WorkloadIdentity;
  readonly #state: PostgresServer;
  readonly #bus: MessageBus;
  readonly #identities: Map<string, WorkloadIdentity>;
  readonly #ready: pulumi.Resource[];

  constructor(name: string, args: AzureCloudArgs, opts?: pulumi.ComponentResourceOptions) {
    const { secrets, ...described } = args;
    super("daca:tier:AzureCloud", name, described, opts);
    this.#name = name;
    this.#args = args;
    const { cluster: block, agents, tags, settings } = args;
    const { subscriptionId, location } = block;
    const protect = true;
    const azure = new AzureProvider(`${name}-azure`, { subscriptionId, location }, { parent: this });
    const child = { parent: this, provider: azure };

    const place = new Place(`${name}-place`, { base: args.base, location, tags }, child);
    const { where } = place;
    const telemetry = new Telemetry(
      `${name}-telemetry`,
      {
        ...where,
        workspaceName: place.nameFor("logWorkspace"),
        appInsightsName: place.nameFor("appInsights"),
        ...settings.logs,
      },
      child,
    );
    const { workspaceId } = telemetry;
    const network = new AksNetwork(`${name}-network`, networkArgs(place, block), child);
    const cluster = new AksCluster(
      `${name}-cluster`,
      clusterArgs(place, block, network, { drainSeconds: longestDrain(agents), workspaceId }),
      child,
    );
    const registry = new ImageRegistry(
      `${name}-images`,
      {
        ...where,
        registryName: place.nameFor("containerRegistry"),
        subscriptionId,
        pullPrincipalId: cluster.kubeletPrincipalId,
        workspaceId,
        sku: "Standard",
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
        ...settings.messages,
        workspaceId,
        protect,
      },
      child,
    );

    const identity = (
      part: string,
      serviceAccount: { namespace: string; name: string },
      roles: ConstructorParameters<typeof WorkloadIdentity>[1]["roles"] = {},
    ) =>
      new WorkloadIdentity(
        `${name}-identity-${part}`,
        {
          ...where,
          identityName: place.nameFor("identity", part),
          subscriptionId,
          issuerUrl: cluster.issuerUrl,
          serviceAccount,
          roles,
        },
        child,
      );
    this.#identities = new Map(
      agents.map((agent) => {
        const namespace = args.teams[agent.name] ?? "";
        return [agent.name, identity(agent.name, { namespace, name: agent.name }, topicRoles(agent, bus))];
      }),
    );
    this.#provisioner = identity(STATE_ROLES, { namespace: args.platformNamespace, name: STATE_ROLES });
    const reader = identity("external-secrets", {
      namespace: EXTERNAL_SECRETS.namespace,
      name: EXTERNAL_SECRETS.serviceAccount,
    });

    const vault = new SecretVault(
      `${name}-secrets`,
      {
        ...where,
        vaultName: place.nameFor("keyVault"),
        subscriptionId,
        tenantId: cluster.tenantId,
        names: Object.keys(secrets),
        values: pulumi.secret(secrets),
        readerPrincipalId: reader.principalId,
        workspaceId,
        reach: "private",
        protect,
      },
      child,
    );
    this.#state = new PostgresServer(
      `${name}-state`,
      databaseArgs(place, block, network, {
        tenantId: cluster.tenantId,
        workspaceId,
        administrator: {
          name: "provisioner",
          type: "ServicePrincipal",
          objectId: this.#provisioner.principalId,
          principalName: this.#provisioner.name,
        },
      }),
      child,
    );
    const backups = args.velero
      ? new BackupStore(
          `${name}-backups`,
          {
            ...where,
            accountName: place.nameFor("storageAccount"),
            subscriptionId,
            keepDays: Math.max(7, settings.backup.keepDays),
            elsewhere: block.geoRedundant,
            workspaceId,
            protect,
          },
          child,
        )
      : undefined;
    const velero = backups
      ? identity(
          "velero",
          { namespace: VELERO.namespace, name: VELERO.serviceAccount },
          { write: { role: "StorageBlobDataContributor", scope: backups.containerId } },
        )
      : undefined;
    const closed = { vault: vault.vaultId, ...(backups ? { blob: backups.accountId } : {}) };
    const ways = Object.entries(closed).map(
      ([service, resourceId]) =>
        new PrivateAccess(
          `${name}-private-${service}`,
          {
            ...where,
            endpointName: place.nameFor("privateEndpoint", service),
            service: service as keyof typeof closed,
            resourceId,
            networkId: network.networkId,
            subnetId: network.endpointsSubnetId,
          },
          child,
        ),
    );
    new ClusterWatch(
      `${name}-watch`,
      {
        ...where,
        actionGroupName: place.nameFor("actionGroup"),
        budgetName: place.nameFor("budget"),
        subscriptionId,
        nodeResourceGroup: cluster.nodeResourceGroup,
        databaseId: this.#state.serverId,
        busId: bus.namespaceId,
        deadLetterTopics: deadLetterTopics(agents),
        thresholds: { backlog: BACKLOG },
        emails: settings.alerts.emails,
        budget: settings.budget,
      },
      child,
    );

    const inside = ways.flatMap(({ ready }) => ready);
    this.#bus = bus;
    this.#ready = registry.grants;
    this.clusterName = args.base;
    this.region = location;
    this.platform = {
      provider: new Provider(
        `${name}-kubernetes`,
        // By the kubeconfig alone every change of the cluster would preview as another cluster, all in it replaced.
        { kubeconfig: cluster.kubeconfig, clusterIdentifier: cluster.clusterId },
        { parent: this },
      ),
      cloud: "azure",
      egress: "cilium",
      zones: block.zones.length,
      spot: SPOT_NODES,
      metricsServer: true,
      ready: cluster.ready,
    };
    this.secrets = keyVaultSecrets({
      vaultUri: vault.vaultUri,
      tenantId: cluster.tenantId,
      serviceAccount: { namespace: EXTERNAL_SECRETS.namespace, name: EXTERNAL_SECRETS.serviceAccount },
      ready: [...vault.grants, ...vault.stored, ...reader.grants, ...inside],
    });
    this.backups = backups && velero && withReady(backups.location, [...velero.grants, ...inside]);
    this.addonIdentities = { externalSecrets: reader, ...(velero ? { velero } : {}) };
    this.outputs = {
      cluster: cluster.clusterName,
      egressAddress: network.egressAddress,
      registry: registry.server,
      resourceGroup: where.resourceGroupName,
      portal: {
        resourceGroup: portalLink(place.resourceGroupId),
        cluster: portalLink(cluster.clusterId),
        logs: portalLink(workspaceId, "logs"),
        costs: portalLink(place.resourceGroupId, "costanalysis"),
      },
    };
    this.registerOutputs({});
  }

  partsOf(agent: Agent): AgentParts {
    const identity = this.#identities.get(agent.name);
    if (!identity) throw new Error(`${agent.name} is none of the agents that this cloud was made for`);
    const { host, database } = this.#state;
    const { hostname, subscriptions } = this.#bus;
    const { lockSeconds } = this.#args.settings.messages;
    const hosts = [
      ...(agent.state ? [{ host, port: 5432 }] : []),
      ...(usesTopics(agent) ? [{ host: hostname, port: 5671 }] : []),
    ];
    const listeners = writableTopics(agent).flatMap((topic) => Object.values(subscriptions[topic] ?? {}));
    return {
      identity: {
        name: identity.name,
        serviceAccountAnnotations: identity.serviceAccountAnnotations,
        podLabels: identity.podLabels,
        grants: [...identity.grants, ...listeners, ...this.#ready],
      },
      state: stateBackend({ host, database }, agent),
      pubsub: pubsubBackend({ hostname, lockSeconds }, agent),
      hosts: hosts.length > 0 ? [...hosts, { host: ENTRA, port: 443 }] : [],
      ...(agent.state ? { stateHost: host } : {}),
    };
  }

  prepareState(namespace: { name: string; ready: pulumi.Resource[] }): pulumi.Resource[] {
    const stateful = this.#args.agents.filter(({ state }) => state !== undefined);
    if (stateful.length === 0) return [];
    const logins = new StateLogins(
      `${this.#name}-logins`,
      {
        namespace: namespace.name,
        labels: this.#args.labels,
        host: this.#state.host,
        database: this.#state.database,
        administrator: this.#provisioner,
        principals: stateful.flatMap((agent) => {
          const identity = this.#identities.get(agent.name);
          return identity ? [{ agent: agent.name, objectId: identity.principalId }] : [];
        }),
      },
      {
        parent: this,
        provider: this.platform.provider,
        dependsOn: [...namespace.ready, ...this.#state.ready, ...this.#provisioner.grants],
      },
    );
    return logins.ready;
  }
}

/** Where a pod exchanges its token for one of Entra. */
const ENTRA = "login.microsoftonline.com";

function withReady(location: BackupLocation, more: pulumi.Resource[]): BackupLocation {
  return { ...location, ready: [...location.ready, ...more] };
}
