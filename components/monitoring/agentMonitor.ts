import type { IPodMonitor } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1";
import type { Manifest, PlainMetadata } from "../kubernetes/manifest.ts";

/** What Prometheus reads from the pods of an agent. */
export interface AgentMonitorArgs {
  metadata: PlainMetadata;
  /** Labels of the pods. */
  podLabels: Record<string, string>;
  /** Names of the ports: Prometheus finds those of native sidecars too, which are init containers. */
  ports: string[];
}

/** Has Prometheus read an agent's pods, every 15 s as the source does. */
export function agentMonitor({ metadata, podLabels, ports }: AgentMonitorArgs): Manifest {
  return {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PodMonitor",
    metadata,
    spec: {
      selector: { matchLabels: podLabels },
      // By which a new version is told from the old.
      podTargetLabels: ["rollouts-pod-template-hash"],
      podMetricsEndpoints: ports.map((port) => ({ port, path: "/metrics", interval: "15s", scrapeTimeout: "10s" })),
    },
  } satisfies IPodMonitor;
}
