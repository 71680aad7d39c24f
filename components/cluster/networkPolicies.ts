import type { Manifest } from "../kubernetes/manifest.ts";
import type { ClusterPlatform } from "./platform.ts";
import type { Flow, Peer, Traffic } from "./traffic.ts";

/** The nodes' metadata service, which would give a pod the rights of its node. */
const METADATA = "169.254.169.254/32";

/** The agent of EKS Pod Identity, on every node. */
const POD_IDENTITY = "169.254.170.23/32";

/** Where control planes, nodes and pods have their addresses: RFC 1918, and RFC 6598 that EKS uses for pods. */
const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];

/** Ports of the Kubernetes API. Over 443 the APIs of clouds are reached too. */
const API_PORTS = [443, 6443];

/** What of a platform decides how traffic is limited. */
type Network = Pick<ClusterPlatform, "cloud" | "egress" | "dnsAddress">;

/** Denies all traffic of a namespace's pods that no other policy allows. */
export function defaultDeny(namespace: string, labels: Record<string, string>): Manifest {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "default-deny", namespace, labels },
    spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
  };
}

/** Lets all pods of a namespace resolve names. */
export function allowDns(namespace: string, labels: Record<string, string>, network: Network): Manifest {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "allow-dns", namespace, labels },
    spec: { podSelector: {}, policyTypes: ["Egress"], egress: [dns(network)] },
  };
}

/**
 * The policies of an add-on's namespace: nothing but what it needs.
 * @param traffic beside its own pods, DNS and the Kubernetes API
 */
export function addonPolicies(
  namespace: string,
  labels: Record<string, string>,
  traffic: Traffic,
  network: Network,
): Manifest[] {
  const own = { podSelector: {} };
  const api = rule("to", [{ ipBlock: { cidr: "0.0.0.0/0", except: [METADATA] } }], API_PORTS);
  return [
    defaultDeny(namespace, labels),
    {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name: "allow-needed", namespace, labels },
      spec: {
        podSelector: {},
        policyTypes: ["Ingress", "Egress"],
        ingress: [{ from: [own] }, ...rules("from", traffic.ingress, network)],
        egress: [{ to: [own] }, dns(network), api, ...rules("to", traffic.egress, network)],
      },
    },
    ...(network.egress === "cilium" ? [entities(namespace, labels, traffic)] : []),
  ];
}

/**
 * Cilium knows nodes and the API server by what they are, and lets no address stand for them.
 * @see https://docs.cilium.io/en/stable/security/policy/language/#entities-based
 */
function entities(namespace: string, labels: Record<string, string>, { ingress, egress }: Traffic): Manifest {
  const asked = ingress.filter(({ peer }) => peer === "api-server");
  const nodes = egress.filter(({ peer }) => peer === "nodes");
  return {
    apiVersion: "cilium.io/v2",
    kind: "CiliumNetworkPolicy",
    metadata: { name: "allow-nodes", namespace, labels },
    spec: {
      endpointSelector: {},
      ...(asked.length > 0
        ? { ingress: asked.map(({ ports }) => ({ fromEntities: ["kube-apiserver"], toPorts: toPorts(ports) })) }
        : {}),
      egress: [
        { toEntities: ["kube-apiserver"], toPorts: toPorts(API_PORTS) },
        ...nodes.map(({ ports }) => ({ toEntities: ["host", "remote-node"], toPorts: toPorts(ports) })),
      ],
    },
  };
}

function toPorts(ports: readonly number[]) {
  return [{ ports: ports.map((port) => ({ port: String(port), protocol: "TCP" })) }];
}

function dns({ dnsAddress }: Network) {
  const pods = {
    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
    podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
  };
  return {
    to: [pods, ...(dnsAddress === undefined ? [] : [{ ipBlock: { cidr: `${dnsAddress}/32` } }])],
    ports: [
      { port: 53, protocol: "UDP" },
      { port: 53, protocol: "TCP" },
    ],
  };
}

function rules(direction: "from" | "to", flows: readonly Flow[], network: Network) {
  return flows.flatMap(({ peer, ports }) => {
    const peers = peersOf(peer, network);
    return peers.length === 0 || ports.length === 0 ? [] : [rule(direction, peers, ports)];
  });
}

function rule(direction: "from" | "to", peers: object[], ports: readonly number[]) {
  return { [direction]: peers, ports: ports.map((port) => ({ port, protocol: "TCP" })) };
}

function peersOf(peer: Peer, { cloud }: Network): object[] {
  const addresses = PRIVATE.map((cidr) => ({ ipBlock: { cidr } }));
  switch (peer) {
    case "api-server":
      // By way of its tunnel's pods on AKS, from its own addresses elsewhere.
      return [inNamespaces(["kube-system"]), ...addresses];
    case "nodes":
      return addresses;
    case "internet":
      return [{ ipBlock: { cidr: "0.0.0.0/0", except: [METADATA] } }];
    case "pod-identity":
      return cloud === "aws" ? [{ ipBlock: { cidr: POD_IDENTITY } }] : [];
    default: {
      const { namespaces, pods } = peer;
      if (namespaces.length === 0) return [];
      return [{ ...inNamespaces(namespaces), ...(pods ? { podSelector: { matchLabels: pods } } : {}) }];
    }
  }
}

function inNamespaces(names: readonly string[]) {
  const key = "kubernetes.io/metadata.name";
  const [only, ...others] = names;
  if (only !== undefined && others.length === 0) return { namespaceSelector: { matchLabels: { [key]: only } } };
  return { namespaceSelector: { matchExpressions: [{ key, operator: "In", values: [...names] }] } };
}
