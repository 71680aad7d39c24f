import type { Manifest } from "../kubernetes/manifest.ts";
import { namespaceManifest } from "./namespace.ts";
import { allowDns, defaultDeny } from "./networkPolicies.ts";
import type { ClusterPlatform } from "./platform.ts";

/** A team, and what its pods may take of the cluster. */
export interface Team {
  /** Name of its namespace too. */
  name: string;
  quota: {
    /** CPU cores that its pods may reserve altogether. */
    cpu: number;
    /** Memory that its pods may use altogether, such as `320Gi`. */
    memory: string;
    /** Pods that it may run. */
    pods: number;
  };
  /** Whether chaos experiments may touch it. */
  chaos: boolean;
}

/** Annotation by which Chaos Mesh knows the namespaces that it may touch. */
const CHAOS = "chaos-mesh.org/inject";

/** A team's namespace and its bounds, the namespace first. */
export function teamManifests(
  { name, quota, chaos }: Team,
  common: Record<string, string>,
  network: Pick<ClusterPlatform, "cloud" | "egress" | "dnsAddress">,
): [Manifest, ...Manifest[]] {
  const labels = { ...common, team: name };
  const namespace = namespaceManifest(name, "restricted", labels);
  if (chaos) namespace.metadata.annotations = { [CHAOS]: "enabled" };
  return [
    namespace,
    {
      apiVersion: "v1",
      kind: "ResourceQuota",
      metadata: { name: "team", namespace: name, labels },
      spec: {
        hard: {
          "requests.cpu": String(quota.cpu),
          "requests.memory": quota.memory,
          "limits.memory": quota.memory,
          pods: String(quota.pods),
          // Neither is any agent's: a way into the cluster from outside is the platform's to open.
          "services.loadbalancers": "0",
          "services.nodeports": "0",
        },
      },
    },
    {
      apiVersion: "v1",
      kind: "LimitRange",
      metadata: { name: "team-limits", namespace: name, labels },
      spec: {
        limits: [
          {
            type: "Container",
            // What a container that says nothing gets, so that the quota can count it.
            defaultRequest: { cpu: "100m", memory: "128Mi", "ephemeral-storage": "64Mi" },
            default: { memory: "256Mi", "ephemeral-storage": "1Gi" },
          },
        ],
      },
    },
    defaultDeny(name, labels),
    allowDns(name, labels, network),
  ];
}
