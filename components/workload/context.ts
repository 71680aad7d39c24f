import type { ClusterPlatform } from "../cluster/platform.ts";

/** Where agents of one team run, and what is there for them. Plain values only: what GitOps commits is made of them. */
export interface WorkloadContext extends Pick<ClusterPlatform, "cloud" | "egress" | "dnsAddress" | "zones" | "spot"> {
  environment: string;
  /** Who answers for the stack. */
  owner: string;
  /** Whose agents these are. Their namespace has the same name. */
  team: string;
  monitoring: {
    /** Namespace of Prometheus. */
    namespace: string;
    /** Address of Prometheus, such as `http://kube-prometheus-stack-prometheus.monitoring:9090`. */
    prometheusUrl: string;
    /** Address of the folder of the runbooks. An alert's runbook is `<runbooks>/<alert>.md`. */
    runbooks: string;
  };
  /** The OpenTelemetry collector. */
  collector: {
    namespace: string;
    /** Host and port that take OTLP over gRPC, such as `otel-collector.observability:4317`. */
    address: string;
  };
  /** Namespace of Dapr's control plane. */
  daprNamespace: string;
  /** Name of the ClusterSecretStore. */
  secretStore: string;
  /** Who puts manifests into the cluster. */
  delivery: "direct" | "gitops";
  /** PriorityClass of agents' pods. */
  priorityClass: string;
  /** Labels that a pod needs to act as its cloud identity. */
  podLabels: Record<string, string>;
  /** The pods through which requests from outside come to agents whose exposure is `external`. */
  gateway?: { namespace: string; podLabels: Record<string, string> };
  /** Host of the registry of images that name none. */
  registry?: string;
}
