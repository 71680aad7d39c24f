import type { Provider } from "@pulumi/kubernetes/provider.js";
import type * as pulumi from "@pulumi/pulumi";

/** A taint that a pod accepts. */
export interface Toleration {
  key: string;
  operator: "Exists" | "Equal";
  /** With `Equal` only. */
  value?: string;
  effect: "NoSchedule" | "PreferNoSchedule" | "NoExecute";
}

/** What every cluster offers to what runs on it, whoever runs the cluster. */
export interface ClusterPlatform {
  /** Made from an explicit kubeconfig, so that nothing lands in the cluster a shell happens to point at. */
  provider: Provider;
  cloud: "azure" | "aws" | "none";
  /**
   * How egress by host name is enforced: `cilium` by CiliumNetworkPolicy `toFQDNs` (AKS with Advanced Container
   * Networking Services), `aws` by ApplicationNetworkPolicy `networking.k8s.aws/v1alpha1` (EKS Auto Mode), `ports` not
   * at all, by port only.
   */
  egress: "cilium" | "aws" | "ports";
  /**
   * Address of the cluster's DNS where no pod answers there: EKS Auto Mode runs it on the nodes, and a NetworkPolicy
   * has to allow that address. Left out where the pods `k8s-app: kube-dns` answer.
   */
  dnsAddress?: string;
  /** Availability zones that the nodes lie in. */
  zones: number;
  /** How a pod gets onto nodes that may be taken away. Left out where the cluster has none. */
  spot?: { nodeSelector: Record<string, string>; tolerations: Toleration[] };
  /** Whether the cloud brings a metrics server. */
  metricsServer: boolean;
  /** What must exist before anything is installed. */
  ready: pulumi.Resource[];
}

/**
 * What an agent is to the cloud: a user-assigned identity with a federated credential on Azure, a role with a Pod
 * Identity association on AWS, nothing on a cluster of one's own.
 */
export interface AgentIdentity {
  name: pulumi.Output<string>;
  serviceAccountAnnotations: Record<string, pulumi.Input<string>>;
  podLabels: Record<string, string>;
  /** What the identity may do; it must exist before a pod uses it. */
  grants: pulumi.Resource[];
}

/** The cloud's part of a Dapr component of one agent: its state store or its pub/sub. */
export interface DaprBackend {
  /** As Dapr names it, such as `state.postgresql`. */
  type: string;
  version: string;
  metadata: { name: string; value: pulumi.Input<string> }[];
}

/** Where the agents' secrets lie, as External Secrets reaches it. */
export interface SecretBackend {
  /** The `provider` of a ClusterSecretStore, such as `{ azurekv: {...} }`. */
  provider: Record<string, unknown>;
  /** The key in the backend of a secret in `daca:secrets`. */
  keyOf(name: string): string;
  /** What must exist before a secret is read. */
  ready: pulumi.Resource[];
}
