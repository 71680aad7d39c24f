import type { Manifest } from "../kubernetes/manifest.ts";
import { type AddonContext, has } from "./addon.ts";

/** A monitor of pods whose chart brings none, where there is Prometheus to read it. */
export function podMonitor(
  context: AddonContext,
  name: string,
  namespace: string,
  port: string,
  matchLabels: Record<string, string>,
): Manifest[] {
  if (!has(context, "monitoring")) return [];
  return [
    {
      apiVersion: "monitoring.coreos.com/v1",
      kind: "PodMonitor",
      metadata: { name, namespace, labels: context.labels },
      spec: { selector: { matchLabels }, podMetricsEndpoints: [{ port }] },
    },
  ];
}
