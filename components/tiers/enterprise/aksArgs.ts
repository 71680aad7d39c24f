import type * as pulumi from "@pulumi/pulumi";
import type { AksClusterArgs } from "../../infra/azure/aksClusterArgs.ts";
import type { AksNetwork, AksNetworkArgs } from "../../infra/azure/aksNetwork.ts";
import type { Place } from "../../infra/azure/place.ts";
import type { PostgresAdministrator, PostgresServerArgs } from "../../infra/azure/postgresServer.ts";
import type { AksBlock } from "../../settings/enterprise/aks.ts";

const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/** The network that a block of settings asks for. */
export function networkArgs(place: Place, { network, zones }: AksBlock): AksNetworkArgs {
  return {
    ...place.where,
    names: {
      network: place.nameFor("virtualNetwork"),
      natGateway: place.nameFor("natGateway"),
      publicAddress: place.nameFor("publicAddress"),
      nodeSecurityGroup: place.nameFor("networkSecurityGroup", "nodes"),
      databaseSecurityGroup: place.nameFor("networkSecurityGroup", "database"),
    },
    addressSpace: network.addressSpace,
    otherRanges: { pods: network.podCidr, services: network.serviceCidr },
    zones: zones.map(String),
  };
}

/**
 * The cluster that a block of settings asks for.
 * @param drainSeconds longest drain of any agent
 */
export function clusterArgs(
  place: Place,
  block: AksBlock,
  network: AksNetwork,
  { drainSeconds, workspaceId }: { drainSeconds: number; workspaceId: pulumi.Input<string> },
): AksClusterArgs {
  const { api, pools } = block;
  const { day, hour, hours } = block.maintenance;
  return {
    ...place.where,
    names: {
      cluster: place.nameFor("kubernetesCluster"),
      controlPlaneIdentity: place.nameFor("identity", "control-plane"),
      kubeletIdentity: place.nameFor("identity", "kubelet"),
    },
    subscriptionId: block.subscriptionId,
    adminGroupIds: block.adminGroupIds,
    kubernetesVersion: block.kubernetesVersion,
    api: api.private ? { exposure: "private" } : { exposure: "ranges", ranges: api.allow ?? [] },
    network: {
      nodesSubnetId: network.nodesSubnetId,
      apiSubnetId: network.apiSubnetId,
      podRange: block.network.podCidr,
      serviceRange: block.network.serviceCidr,
    },
    zones: block.zones.map(String),
    pools: { system: poolSize(pools.system), agents: poolSize(pools.agents), spot: poolSize(pools.spot) },
    drainSeconds,
    maintenance: {
      dayOfWeek: day,
      startTime: `${String(hour).padStart(2, "0")}:00`,
      utcOffset: "+00:00",
      durationHours: hours,
    },
    workspaceId,
    login: block.login,
    protect: true,
  };
}

/** The database that a block of settings asks for, in the network, with one administrator. */
export function databaseArgs(
  place: Place,
  { database, zones, geoRedundant, maintenance }: AksBlock,
  network: AksNetwork,
  {
    tenantId,
    workspaceId,
    administrator,
  }: {
    tenantId: pulumi.Input<string>;
    workspaceId: pulumi.Input<string>;
    administrator: PostgresAdministrator;
  },
): PostgresServerArgs {
  return {
    ...place.where,
    serverName: place.nameFor("postgresServer"),
    tenantId,
    subnetId: network.databaseSubnetId,
    zoneId: network.databaseZoneId,
    administrators: [administrator],
    machine: {
      name: database.size,
      tier: database.size.startsWith("Standard_E") ? "MemoryOptimized" : "GeneralPurpose",
    },
    storageGigabytes: database.storageGigabytes,
    zoneRedundant: zones.length > 1,
    backup: { days: database.backupDays, elsewhere: geoRedundant },
    maintenance: { dayOfWeek: DAYS.indexOf(maintenance.day), startHour: maintenance.hour },
    workspaceId,
    protect: true,
  };
}

function poolSize({ size, min, max }: { size: string; min: number; max: number }) {
  return { vmSize: size, min, max };
}
