import type { INodePool } from "@kubernetes-models/karpenter/karpenter.sh/v1/NodePool";
import type * as pulumi from "@pulumi/pulumi";
import type { Toleration } from "../../cluster/platform.ts";
import type { Manifest } from "../../kubernetes/manifest.ts";

/** Taint of nodes that AWS may take away. */
const SPOT = { key: "daca/spot", value: "true", effect: "NoSchedule" } as const;

/** How a pod gets onto nodes that AWS may take away with two minutes' notice. */
export const SPOT_PLACEMENT: { nodeSelector: Record<string, string>; tolerations: Toleration[] } = {
  nodeSelector: { "karpenter.sh/capacity-type": "spot" },
  tolerations: [{ operator: "Equal", ...SPOT }],
};

/** Name of the class of all nodes. `default` is Auto Mode's own. */
const NODE_CLASS = "agents";

/** Hours after which a node is replaced. With the time that it gets to drain, Auto Mode allows 21 days. */
const NODE_HOURS = 14 * 24;
const MOST_HOURS = 21 * 24;

/** Seconds between the last agent's end and the node's: the kubelet's own work. */
const MARGIN = 600;

export interface NodeClassArgs {
  /** Role that nodes run as, by its name. */
  roleName: pulumi.Input<string>;
  /** Private subnets. */
  subnetIds: pulumi.Input<string>[];
  securityGroupId: pulumi.Input<string>;
}

/** What a node of the pools is made of. Its disk is encrypted by Auto Mode. */
export function nodeClass({ roleName, subnetIds, securityGroupId }: NodeClassArgs): Manifest {
  return {
    apiVersion: "eks.amazonaws.com/v1",
    kind: "NodeClass",
    metadata: { name: NODE_CLASS },
    spec: {
      role: roleName,
      subnetSelectorTerms: subnetIds.map((id) => ({ id })),
      securityGroupSelectorTerms: [{ id: securityGroupId }],
      // 3000 operations and 125 MB a second are gp3's own and cost nothing more.
      ephemeralStorage: { size: "80Gi", iops: 3000, throughput: 125 },
      snatPolicy: "Random",
      // Namespaces deny by default, each by a policy of its own.
      networkPolicy: "DefaultAllow",
      networkPolicyEventLogs: "Disabled",
    },
  };
}

export interface NodePoolArgs {
  /** Most CPU cores of the pool altogether: the cap on what a spike can cost. */
  cpu: number;
  /** Longest time in seconds that an agent may take to end. */
  longestDrainSeconds: number;
}

/** Nodes of the agents. They are taken before Auto Mode's own, whose times cannot be set. */
export function agentPool(args: NodePoolArgs): Manifest {
  return nodePool("agents", "on-demand", args);
}

/** Cheaper nodes that AWS may take away. Only what accepts that lands there. */
export function spotPool(args: NodePoolArgs): Manifest {
  return nodePool("agents-spot", "spot", args);
}

function nodePool(name: string, capacity: "on-demand" | "spot", { cpu, longestDrainSeconds }: NodePoolArgs): Manifest {
  const pool: INodePool & { metadata: { name: string } } = {
    apiVersion: "karpenter.sh/v1",
    kind: "NodePool",
    metadata: { name },
    spec: {
      weight: 10,
      template: {
        metadata: { labels: { "daca/pool": name } },
        spec: {
          nodeClassRef: { group: "eks.amazonaws.com", kind: "NodeClass", name: NODE_CLASS },
          requirements: [
            { key: "karpenter.sh/capacity-type", operator: "In", values: [capacity] },
            { key: "kubernetes.io/os", operator: "In", values: ["linux"] },
            { key: "kubernetes.io/arch", operator: "In", values: ["amd64"] },
            { key: "eks.amazonaws.com/instance-category", operator: "In", values: ["c", "m", "r"] },
            { key: "eks.amazonaws.com/instance-generation", operator: "Gt", values: ["5"] },
            // A node that goes takes few agents with it.
            { key: "eks.amazonaws.com/instance-cpu", operator: "In", values: ["4", "8", "16"] },
          ],
          ...(capacity === "spot" ? { taints: [{ ...SPOT }] } : {}),
          ...lifetime(longestDrainSeconds),
        },
      },
      disruption: {
        consolidationPolicy: "WhenEmptyOrUnderutilized",
        // Long enough that the next burst finds its nodes.
        consolidateAfter: "10m",
        budgets: [{ nodes: "10%" }],
      },
      // AWS's smallest machines for general use have 4 GiB to a core; those for memory have 8.
      limits: { cpu, memory: `${cpu * 8}Gi` },
    },
  };
  return { ...pool };
}

/**
 * A pod marked `karpenter.sh/do-not-disrupt` holds its node until the grace period ends, and no longer: a node that
 * nobody can empty would otherwise outlive its patches.
 */
function lifetime(longestDrainSeconds: number) {
  const grace = Math.ceil((longestDrainSeconds + MARGIN) / 60);
  const hours = Math.min(NODE_HOURS, MOST_HOURS - Math.ceil(grace / 60));
  return { expireAfter: `${hours}h`, terminationGracePeriod: `${grace}m` };
}
