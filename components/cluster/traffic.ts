/** Who is at the other end of a connection. */
export type Peer =
  /** Pods of namespaces; of all their pods, or of those with labels. */
  | { namespaces: readonly string[]; pods?: Record<string, string> }
  /** The API server, which asks webhooks and aggregated APIs. Its address is the cloud's affair, but private. */
  | "api-server"
  /** Kubelets and what runs in the nodes' own network. */
  | "nodes"
  /** Any address outside but the nodes' metadata service. */
  | "internet"
  /** The agent of EKS Pod Identity, which hands out credentials on each node. */
  | "pod-identity";

/** Connections to or from a peer, over TCP. */
export interface Flow {
  peer: Peer;
  /** Ports of the pods that are reached, not of a Service before them. */
  ports: readonly number[];
}

/**
 * What pods of a namespace may take in and send out beside what all may: each other, DNS and the Kubernetes API. What an
 * add-on takes in from another one, that one may send: it is said once, by who takes it in.
 */
export interface Traffic {
  ingress: readonly Flow[];
  egress: readonly Flow[];
}
