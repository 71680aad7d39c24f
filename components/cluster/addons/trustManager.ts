import { type Addon, has } from "../addon.ts";
import { PLATFORM_PRIORITY, resources } from "../podSettings.ts";
import { spread } from "../spread.ts";
import { CERT_MANAGER_NAMESPACE, certManager } from "./certManager.ts";

/** Root certificates, spread over namespaces. It lives with cert-manager, whose roots it reads. */
export const trustManager: Addon = {
  name: "trustManager",
  release: "trust-manager",
  repository: "https://charts.jetstack.io",
  chart: "trust-manager",
  version: "v0.24.0",
  provides: { crds: ["trust.cert-manager.io", "trust-manager.io"], admission: true },
  namespaces: certManager.namespaces,
  values: (context) => ({
    replicaCount: 2,
    podDisruptionBudget: { enabled: true },
    topologySpreadConstraints: spread({ "app.kubernetes.io/name": "trust-manager" }, context.platform.zones),
    priorityClassName: PLATFORM_PRIORITY,
    resources: resources("10m", "64Mi", "128Mi"),
    defaultPackage: { resources: resources("10m", "32Mi", "64Mi") },
    filterExpiredCertificates: { enabled: true },
    // Roots go into ConfigMaps: nobody but cert-manager writes Secrets here.
    secretTargets: { enabled: false },
    app: {
      minTLSVersion: "VersionTLS13",
      trust: { namespace: CERT_MANAGER_NAMESPACE },
      metrics: { service: { servicemonitor: { enabled: has(context, "monitoring") } } },
    },
  }),
};
