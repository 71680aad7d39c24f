import type * as pulumi from "@pulumi/pulumi";
import type { ClusterLogin } from "./kubeconfig.ts";
import type { MaintenanceWindow } from "./maintenance.ts";
import type { PoolSize } from "./nodePools.ts";
import type { Where } from "./place.ts";

/** What a cluster is made from. */
export interface AksClusterArgs extends Where {
  names: Record<"cluster" | "controlPlaneIdentity" | "kubeletIdentity", pulumi.Input<string>>;
  subscriptionId: string;
  /** Object ids of the Entra groups that may do everything in the cluster. Whoever runs Pulumi is in one of them. */
  adminGroupIds: string[];
  /** Minor version, such as 1.34. Patches come by themselves. */
  kubernetesVersion: string;
  /**
   * Who can reach the Kubernetes API: those in the network, which Pulumi then has to run in too, or also these IPv4
   * ranges.
   */
  api: { exposure: "private" } | { exposure: "ranges"; ranges: string[] };
  network: {
    nodesSubnetId: pulumi.Input<string>;
    apiSubnetId: pulumi.Input<string>;
    /** IPv4 range of pods, outside the network; /16 gives 256 nodes 250 pods each. */
    podRange: string;
    /** IPv4 range of services, outside the network, such as 10.245.0.0/20. */
    serviceRange: string;
  };
  /** Availability zones, such as 1, 2 and 3. */
  zones: string[];
  pools: {
    /** What the cluster itself needs; one node a zone at least. */
    system: PoolSize;
    agents: PoolSize;
    /** Nodes that Azure may take away, at a part of the price. */
    spot?: PoolSize;
  };
  /** Longest drain of any agent, in seconds. */
  drainSeconds: number;
  maintenance: MaintenanceWindow;
  workspaceId: pulumi.Input<string>;
  /** How Pulumi signs in to the cluster. */
  login: ClusterLogin;
  /** Whether the cluster is kept from `pulumi destroy`. */
  protect: boolean;
}
