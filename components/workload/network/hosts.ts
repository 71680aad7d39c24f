import type * as pulumi from "@pulumi/pulumi";
import type { INetworkPolicy } from "kubernetes-models/networking.k8s.io/v1";
import type { Agent } from "../../agent.ts";
import type { Manifest } from "../../kubernetes/manifest.ts";
import type { WorkloadContext } from "../context.ts";
import { metadataOf, selectorLabels } from "../labels.ts";

/** A host outside the cluster and its port. */
export interface Host {
  host: pulumi.Input<string>;
  port: number;
}

type EgressRule = NonNullable<NonNullable<INetworkPolicy["spec"]>["egress"]>[number];

/** Where a node gives credentials to whoever asks. No pod needs it. */
const METADATA = "169.254.169.254/32";

/** Where EKS Pod Identity gives a pod the credentials of its own role, on every node. */
const POD_IDENTITY = { cidr: "169.254.170.23/32", port: 80 };

/** The hosts that an agent's settings name under `egress`. */
export function declaredHosts({ egress }: Agent): { host: string; port: number }[] {
  return egress.map((address) => {
    const [host = "", port] = address.split(":");
    return { host, port: Number(port) };
  });
}

/** The policy that lets an agent reach hosts by their names; none where there are no hosts or the cluster cannot. */
export function hostPolicies(agent: Agent, context: WorkloadContext, name: string, hosts: Host[]): Manifest[] {
  if (hosts.length === 0) return [];
  switch (context.egress) {
    case "cilium":
      return [ciliumPolicy(agent, context, name, hosts)];
    case "aws":
      return [applicationPolicy(agent, context, name, hosts)];
    case "ports":
      return [];
  }
}

/** Rules for clusters that cannot tell hosts apart: any address but the node's metadata service, on the ports in use. */
export function egressByPort(
  agent: Agent,
  { egress }: WorkloadContext,
  hosts: Host[] = declaredHosts(agent),
): EgressRule[] {
  if (egress !== "ports" || hosts.length === 0) return [];
  const ports = [...new Set(hosts.map(({ port }) => port))].toSorted((a, b) => a - b);
  return [
    {
      to: [{ ipBlock: { cidr: "0.0.0.0/0", except: [METADATA] } }],
      ports: ports.map((port) => ({ protocol: "TCP", port })),
    },
  ];
}

/** Cilium learns the addresses of a host from the DNS answers that it lets through. */
function ciliumPolicy(agent: Agent, context: WorkloadContext, name: string, hosts: Host[]): Manifest {
  return {
    apiVersion: "cilium.io/v2",
    kind: "CiliumNetworkPolicy",
    metadata: metadataOf(agent, context, name),
    spec: {
      endpointSelector: { matchLabels: selectorLabels(agent) },
      egress: [
        {
          toEndpoints: [
            { matchLabels: { "k8s:io.kubernetes.pod.namespace": "kube-system", "k8s:k8s-app": "kube-dns" } },
          ],
          toPorts: [{ ports: [{ port: "53", protocol: "ANY" }], rules: { dns: [{ matchPattern: "*" }] } }],
        },
        ...hosts.map(({ host, port }) => ({
          toFQDNs: [{ matchName: host }],
          toPorts: [{ ports: [{ port: String(port), protocol: "TCP" }] }],
        })),
      ],
    },
  };
}

/** EKS Auto Mode learns the addresses of a host from DNS too, which it answers on the node itself. */
function applicationPolicy(agent: Agent, context: WorkloadContext, name: string, hosts: Host[]): Manifest {
  return {
    apiVersion: "networking.k8s.aws/v1alpha1",
    kind: "ApplicationNetworkPolicy",
    metadata: metadataOf(agent, context, name),
    spec: {
      podSelector: { matchLabels: selectorLabels(agent) },
      policyTypes: ["Egress"],
      egress: [
        {
          to: [{ ipBlock: dnsBlock(context) }],
          ports: [
            { protocol: "UDP", port: 53 },
            { protocol: "TCP", port: 53 },
          ],
        },
        {
          to: [{ ipBlock: { cidr: POD_IDENTITY.cidr } }],
          ports: [{ protocol: "TCP", port: POD_IDENTITY.port }],
        },
        ...hosts.map(({ host, port }) => ({
          to: [{ domainNames: [host] }],
          ports: [{ protocol: "TCP", port }],
        })),
      ],
    },
  };
}

function dnsBlock({ dnsAddress }: WorkloadContext) {
  return dnsAddress === undefined ? { cidr: "0.0.0.0/0", except: [METADATA] } : { cidr: `${dnsAddress}/32` };
}
