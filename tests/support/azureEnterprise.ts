import type { Agent } from "../../components/agent.ts";
import { AksCluster } from "../../components/infra/azure/aksCluster.ts";
import type { AksClusterArgs } from "../../components/infra/azure/aksClusterArgs.ts";
import { AksNetwork } from "../../components/infra/azure/aksNetwork.ts";
import { BackupStore } from "../../components/infra/azure/backupStore.ts";
import { ClusterWatch } from "../../components/infra/azure/clusterWatch.ts";
import { ImageRegistry } from "../../components/infra/azure/imageRegistry.ts";
import { MessageBus } from "../../components/infra/azure/messageBus.ts";
import { PostgresServer } from "../../components/infra/azure/postgresServer.ts";
import { PrivateAccess } from "../../components/infra/azure/privateAccess.ts";
import { SecretVault } from "../../components/infra/azure/secretVault.ts";
import { Telemetry } from "../../components/infra/azure/telemetry.ts";
import { topicRoles } from "../../components/infra/azure/topicRoles.ts";
import { topicRoutes } from "../../components/infra/azure/topicRoutes.ts";
import { WorkloadIdentity } from "../../components/infra/azure/workloadIdentity.ts";
import { STATE_ROLES } from "../../components/infra/stateRolesJob.ts";
import { artificialUuid } from "../../sandbox/simulate/simulation.ts";
import { SUBSCRIPTION } from "./agents.ts";
import type { InAzure } from "./azure.ts";

/** Tenant and group that are none. */
export const TENANT = artificialUuid("a tenant");
export const ADMINS = artificialUuid("a group");

/** Ranges of pods and services that lie outside the network. */
export const RANGES = { pods: "10.244.0.0/16", services: "10.245.0.0/20" };

/** A cluster that is right, with some arguments set otherwise. */
export function clusterArgs({ where }: InAzure, more: Partial<AksClusterArgs> = {}): AksClusterArgs {
  return {
    ...where,
    names: { cluster: "aks", controlPlaneIdentity: "control-plane", kubeletIdentity: "kubelet" },
    subscriptionId: SUBSCRIPTION,
    adminGroupIds: [ADMINS],
    kubernetesVersion: "1.34",
    api: { exposure: "private" },
    network: {
      nodesSubnetId: "nodes-subnet",
      apiSubnetId: "api-subnet",
      podRange: RANGES.pods,
      serviceRange: RANGES.services,
    },
    zones: ["1", "2", "3"],
    pools: {
      system: { vmSize: "Standard_D4ds_v5", min: 3, max: 5 },
      agents: { vmSize: "Standard_D8ds_v5", min: 3, max: 20 },
      spot: { vmSize: "Standard_D8ds_v5", min: 0, max: 30 },
    },
    drainSeconds: 600,
    maintenance: { dayOfWeek: "Sunday", startTime: "02:00", utcOffset: "+01:00", durationHours: 4 },
    workspaceId: "workspace",
    login: "azurecli",
    protect: true,
    ...more,
  };
}

/** A network that is right. */
export function networkIn({ where, opts }: InAzure, addressSpace = "10.30.0.0/16", otherRanges = RANGES) {
  const names = {
    network: "vnet",
    natGateway: "ng",
    publicAddress: "pip",
    nodeSecurityGroup: "nsg-nodes",
    databaseSecurityGroup: "nsg-database",
  };
  return new AksNetwork("network", { ...where, names, addressSpace, otherRanges, zones: ["1", "2", "3"] }, opts);
}

/** Everything of Azure that an enterprise tier of some agents has, wired as the tier wires it. */
export function enterpriseIn(azure: InAzure, agents: Agent[], environment = "production") {
  const tags = { owner: "agents", environment, "managed-by": "pulumi" };
  const where = { ...azure.where, tags };
  const { opts } = azure;
  const subscriptionId = SUBSCRIPTION;
  const protect = true;
  const { workspaceId } = new Telemetry(
    "telemetry",
    { ...where, workspaceName: "log", appInsightsName: "appi", retentionDays: 30, dailyGigabytes: 5 },
    opts,
  );
  const network = networkIn({ ...azure, where });
  const cluster = new AksCluster(
    "cluster",
    {
      ...clusterArgs({ ...azure, where }),
      network: {
        nodesSubnetId: network.nodesSubnetId,
        apiSubnetId: network.apiSubnetId,
        podRange: RANGES.pods,
        serviceRange: RANGES.services,
      },
      workspaceId,
    },
    opts,
  );
  const registry = new ImageRegistry(
    "images",
    {
      ...where,
      registryName: "images",
      subscriptionId,
      pullPrincipalId: cluster.kubeletPrincipalId,
      workspaceId,
      sku: "Standard",
    },
    opts,
  );
  const bus = new MessageBus(
    "bus",
    {
      ...where,
      namespaceName: "bus",
      subscriptionId,
      topics: topicRoutes(agents),
      lockSeconds: 300,
      deliveries: 10,
      keepDays: 14,
      workspaceId,
      protect,
    },
    opts,
  );
  const identity = (name: string, namespace: string, roles = {}) =>
    new WorkloadIdentity(
      `identity-${name}`,
      {
        ...where,
        identityName: `id-${name}`,
        subscriptionId,
        issuerUrl: cluster.issuerUrl,
        serviceAccount: { namespace, name },
        roles,
      },
      opts,
    );
  const identities = agents.map((agent) => ({
    agent,
    identity: identity(agent.name, "agents", topicRoles(agent, bus)),
  }));
  const provisioner = identity(STATE_ROLES, "platform");
  const secretReader = identity("external-secrets", "external-secrets");
  const vault = new SecretVault(
    "secrets",
    {
      ...where,
      vaultName: "vault",
      subscriptionId,
      tenantId: TENANT,
      names: ["openai-api-key"],
      values: { "openai-api-key": "sk-not-real" },
      readerPrincipalId: secretReader.principalId,
      workspaceId,
      reach: "private",
      protect,
    },
    opts,
  );
  const postgres = new PostgresServer(
    "state",
    {
      ...where,
      serverName: "psql",
      tenantId: TENANT,
      subnetId: network.databaseSubnetId,
      zoneId: network.databaseZoneId,
      administrators: [
        {
          name: "provisioner",
          type: "ServicePrincipal",
          objectId: provisioner.principalId,
          principalName: provisioner.name,
        },
      ],
      machine: { name: "Standard_D2ds_v5", tier: "GeneralPurpose" },
      storageGigabytes: 128,
      zoneRedundant: true,
      backup: { days: 14, elsewhere: true },
      maintenance: { dayOfWeek: 0, startHour: 2 },
      workspaceId,
      protect,
    },
    opts,
  );
  const backups = new BackupStore(
    "backups",
    { ...where, accountName: "backups", subscriptionId, keepDays: 30, elsewhere: true, workspaceId, protect },
    opts,
  );
  const velero = identity("velero", "velero", {
    write: { role: "StorageBlobDataContributor", scope: backups.containerId },
  });
  for (const [service, resourceId] of [
    ["vault", vault.vaultId],
    ["blob", backups.accountId],
  ] as const) {
    new PrivateAccess(
      `private-${service}`,
      {
        ...where,
        endpointName: `pep-${service}`,
        service,
        resourceId,
        networkId: network.networkId,
        subnetId: network.endpointsSubnetId,
      },
      opts,
    );
  }
  new ClusterWatch(
    "watch",
    {
      ...where,
      actionGroupName: "people",
      budgetName: "budget",
      subscriptionId,
      nodeResourceGroup: cluster.nodeResourceGroup,
      databaseId: postgres.serverId,
      busId: bus.namespaceId,
      deadLetterTopics: agents.map((agent) => `${agent.name}-dead-letter`),
      thresholds: { backlog: 50 },
      emails: [],
      budget: { amount: 2000, startDate: "2026-03-01", emails: [] },
    },
    opts,
  );
  return { network, cluster, registry, bus, identities, provisioner, secretReader, vault, postgres, backups, velero };
}
