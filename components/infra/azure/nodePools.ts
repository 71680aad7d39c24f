import { AgentPool } from "@pulumi/azure-native/containerservice/agentPool.js";
import type { input } from "@pulumi/azure-native/types/index.js";
import type * as pulumi from "@pulumi/pulumi";
import type { ClusterPlatform } from "../../cluster/platform.ts";

/** How large a pool of nodes may be. */
export interface PoolSize {
  /** Azure's name of the machine. It takes a temporary disk of 100 GiB and encryption at host. */
  vmSize: string;
  /** Fewest nodes; the agents' pools may have none. */
  min: number;
  max: number;
}

/** What all pools of a cluster share. */
export interface PoolPlace {
  subnetId: pulumi.Input<string>;
  zones: string[];
  /** Minor version of Kubernetes. */
  kubernetesVersion: string;
  /** Seconds that a pod on a node gets to finish: the longest drain of any agent. */
  drainSeconds: number;
  tags: Record<string, string>;
}

const SPOT_LABEL = "kubernetes.azure.com/scalesetpriority";

/** How a pod gets onto nodes that Azure may take away. */
export const SPOT_NODES: NonNullable<ClusterPlatform["spot"]> = {
  nodeSelector: { [SPOT_LABEL]: "spot" },
  tolerations: [{ key: SPOT_LABEL, operator: "Equal", value: "spot", effect: "NoSchedule" }],
};

/** Size of the disk of the operating system, in GiB: it fits the cache of a 4-core machine. */
const DISK_GIGABYTES = 100;

/** The pool that runs what the cluster itself needs, as a part of the cluster. */
export function systemPool(
  size: PoolSize,
  place: PoolPlace,
): input.containerservice.ManagedClusterAgentPoolProfileArgs {
  return {
    name: "system",
    mode: "System",
    ...nodes(size, place),
    nodeTaints: ["CriticalAddonsOnly=true:NoSchedule"],
    upgradeSettings: upgrade(place),
  };
}

/** A pool for agents, and for what runs beside them. Its nodes come and go with the pods. */
export function userPool(
  name: string,
  cluster: { resourceGroupName: pulumi.Input<string>; resourceName: pulumi.Input<string> },
  { agentPoolName, size, spot }: { agentPoolName: string; size: PoolSize; spot: boolean },
  place: PoolPlace,
  opts: pulumi.CustomResourceOptions,
) {
  const priority = {
    scaleSetPriority: "Spot",
    scaleSetEvictionPolicy: "Delete",
    // Up to what the same machine costs otherwise.
    spotMaxPrice: -1,
    nodeLabels: { [SPOT_LABEL]: "spot" },
    nodeTaints: [`${SPOT_LABEL}=spot:NoSchedule`],
    // No upgradeSettings: Azure refuses a surge for nodes that it may take away.
  };
  return new AgentPool(
    name,
    {
      ...cluster,
      agentPoolName,
      mode: "User",
      ...nodes(size, place),
      ...(spot ? priority : { upgradeSettings: upgrade(place) }),
    },
    // The autoscaler's from the first minute on.
    { ...opts, ignoreChanges: ["count"] },
  );
}

function nodes({ vmSize, min, max }: PoolSize, { subnetId, zones, kubernetesVersion, tags }: PoolPlace) {
  return {
    type: "VirtualMachineScaleSets",
    vmSize,
    count: min,
    enableAutoScaling: true,
    minCount: min,
    maxCount: max,
    availabilityZones: zones,
    orchestratorVersion: kubernetesVersion,
    vnetSubnetID: subnetId,
    osType: "Linux",
    osSKU: "AzureLinux",
    osDiskType: "Ephemeral",
    osDiskSizeGB: DISK_GIGABYTES,
    enableEncryptionAtHost: true,
    securityProfile: { sshAccess: "Disabled" },
    tags,
  };
}

/** A third of the nodes at a time, each as long as its pods may drain, and never less than Azure's own 30 minutes. */
function upgrade({ drainSeconds }: PoolPlace): input.containerservice.AgentPoolUpgradeSettingsArgs {
  return { maxSurge: "33%", drainTimeoutInMinutes: Math.max(30, Math.ceil(drainSeconds / 60) + 5) };
}
