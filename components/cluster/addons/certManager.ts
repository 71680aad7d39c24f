import { type Addon, has } from "../addon.ts";
import { PLATFORM_PRIORITY, resources } from "../podSettings.ts";
import { spread } from "../spread.ts";
import { PROMETHEUS } from "./monitoring.ts";

/** Namespace of cert-manager and trust-manager, and of the sources that trust-manager spreads. */
export const CERT_MANAGER_NAMESPACE = "cert-manager";

/** Certificates, made and renewed. */
export const certManager: Addon = {
  name: "certManager",
  release: "cert-manager",
  repository: "https://charts.jetstack.io",
  chart: "cert-manager",
  version: "v1.21.1",
  provides: { crds: ["acme.cert-manager.io", "cert-manager.io"], admission: true },
  namespaces: () => [
    {
      name: CERT_MANAGER_NAMESPACE,
      podSecurity: "restricted",
      traffic: {
        ingress: [
          // cert-manager's webhook and trust-manager's.
          { peer: "api-server", ports: [10250, 6443] },
          { peer: PROMETHEUS, ports: [9402] },
        ],
        egress: [{ peer: "internet", ports: [80] }],
      },
    },
  ],
  values: (context) => {
    const replicas = (replicaCount: number, component: string) => ({
      replicaCount,
      podDisruptionBudget: { enabled: true, minAvailable: 1, unhealthyPodEvictionPolicy: "AlwaysAllow" },
      topologySpreadConstraints: spread({ "app.kubernetes.io/component": component }, context.platform.zones),
    });
    return {
      global: {
        priorityClassName: PLATFORM_PRIORITY,
        // In its own namespace it needs no role in kube-system.
        leaderElection: { namespace: CERT_MANAGER_NAMESPACE },
      },
      crds: { enabled: true, keep: true },
      ...replicas(2, "controller"),
      resources: resources("20m", "64Mi", "256Mi"),
      webhook: { ...replicas(3, "webhook"), resources: resources("10m", "32Mi", "128Mi") },
      cainjector: { ...replicas(2, "cainjector"), resources: resources("10m", "64Mi", "256Mi") },
      startupapicheck: { resources: resources("10m", "32Mi", "128Mi") },
      prometheus: { servicemonitor: { enabled: has(context, "monitoring") } },
    };
  },
};
