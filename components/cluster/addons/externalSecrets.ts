import { type Addon, has } from "../addon.ts";
import { PLATFORM_PRIORITY, resources } from "../podSettings.ts";
import { spread } from "../spread.ts";
import { PROMETHEUS } from "./monitoring.ts";

/** Namespace and ServiceAccount that the vault knows External Secrets by. */
export const EXTERNAL_SECRETS = { namespace: "external-secrets", serviceAccount: "external-secrets" } as const;

/** Secrets of the cloud's vault, kept in step with Kubernetes Secrets. */
export const externalSecrets: Addon = {
  name: "externalSecrets",
  release: "external-secrets",
  repository: "https://charts.external-secrets.io",
  chart: "external-secrets",
  version: "2.9.0",
  provides: { crds: ["external-secrets.io", "generators.external-secrets.io"], admission: true },
  namespaces: () => [
    {
      name: EXTERNAL_SECRETS.namespace,
      podSecurity: "restricted",
      traffic: {
        ingress: [
          { peer: "api-server", ports: [10250] },
          { peer: PROMETHEUS, ports: [8080] },
        ],
        egress: [{ peer: "pod-identity", ports: [80] }],
      },
    },
  ],
  values: (context) => {
    const { serviceAccountAnnotations = {}, podLabels = {} } = context.identities?.externalSecrets ?? {};
    const replicas = (name: string) => ({
      replicaCount: 2,
      podDisruptionBudget: { enabled: true, minAvailable: 1 },
      topologySpreadConstraints: spread({ "app.kubernetes.io/name": name }, context.platform.zones),
      priorityClassName: PLATFORM_PRIORITY,
    });
    return {
      ...replicas("external-secrets"),
      leaderElect: true,
      concurrent: 5,
      serviceAccount: { name: EXTERNAL_SECRETS.serviceAccount, annotations: serviceAccountAnnotations },
      podLabels,
      resources: resources("20m", "64Mi", "256Mi"),
      livenessProbe: { enabled: true },
      readinessProbe: { enabled: true },
      // One store for the cluster, limited to namespaces, is all that is used: no secret leaves the cluster.
      processClusterExternalSecret: false,
      processClusterPushSecret: false,
      processPushSecret: false,
      // Whoever may view or edit a namespace need not see which secrets it takes from where.
      rbac: { aggregateToView: false, aggregateToEdit: false },
      serviceMonitor: { enabled: has(context, "monitoring"), renderMode: "failIfMissing" },
      webhook: { ...replicas("external-secrets-webhook"), resources: resources("10m", "64Mi", "128Mi") },
      certController: {
        ...replicas("external-secrets-cert-controller"),
        resources: resources("10m", "64Mi", "128Mi"),
      },
    };
  },
};
