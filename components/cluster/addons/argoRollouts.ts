import { type Addon, has } from "../addon.ts";
import { PLATFORM_PRIORITY, resources } from "../podSettings.ts";
import { spread } from "../spread.ts";
import { PROMETHEUS } from "./monitoring.ts";

/** Namespace of Argo Rollouts. */
export const ARGO_ROLLOUTS_NAMESPACE = "argo-rollouts";

/** Canary and blue/green delivery. */
export const argoRollouts: Addon = {
  name: "argoRollouts",
  release: "argo-rollouts",
  repository: "https://argoproj.github.io/argo-helm",
  chart: "argo-rollouts",
  version: "2.41.0",
  provides: { crds: ["argoproj.io"] },
  namespaces: () => [
    {
      name: ARGO_ROLLOUTS_NAMESPACE,
      podSecurity: "restricted",
      traffic: {
        ingress: [{ peer: PROMETHEUS, ports: [8090] }],
        egress: [],
      },
    },
  ],
  values: (context) => ({
    keepCRDs: true,
    controller: {
      replicas: 2,
      pdb: { enabled: true, minAvailable: 1 },
      topologySpreadConstraints: spread({ "app.kubernetes.io/name": "argo-rollouts" }, context.platform.zones),
      priorityClassName: PLATFORM_PRIORITY,
      resources: resources("50m", "128Mi", "512Mi"),
      logging: { format: "json" },
      metrics: { enabled: true, serviceMonitor: { enabled: has(context, "monitoring") } },
    },
    // Weights here are numbers of replicas. No right to change what no router of theirs is there to read.
    providerRBAC: { enabled: false },
    dashboard: { enabled: false },
  }),
};
