import { type Addon, has } from "../addon.ts";
import { podMonitor } from "../podMonitor.ts";
import { resources } from "../podSettings.ts";
import { apartBy } from "../spread.ts";
import { PROMETHEUS } from "./monitoring.ts";

/** Namespace of Dapr's control plane. */
export const DAPR_NAMESPACE = "dapr-system";

const VERSION = "1.18.3";

/** State, topics and calls between agents. */
export const dapr: Addon = {
  name: "dapr",
  release: "dapr",
  repository: "https://dapr.github.io/helm-charts",
  chart: "dapr",
  version: VERSION,
  provides: { crds: ["dapr.io"], admission: true },
  namespaces: ({ teams }) => [
    {
      name: DAPR_NAMESPACE,
      podSecurity: "restricted",
      traffic: {
        ingress: [
          // The injector, and the operator's conversion of subscriptions.
          { peer: "api-server", ports: [4000, 19443] },
          // Sentry, the operator, placement and the scheduler.
          { peer: { namespaces: teams }, ports: [50001, 6500, 50005, 50006] },
          { peer: PROMETHEUS, ports: [9090] },
        ],
        egress: [],
      },
    },
  ],
  // The chart's Services carry annotations that an operator of Prometheus does not read.
  besides: (context) =>
    podMonitor(context, "dapr-control-plane", DAPR_NAMESPACE, "metrics", { "app.kubernetes.io/part-of": "dapr" }),
  values: (context) => {
    const { zones } = context.platform;
    return {
      global: {
        tag: VERSION,
        logAsJson: true,
        // No agent talks or remembers without it.
        priorityClassName: "system-cluster-critical",
        seccompProfile: "RuntimeDefault",
        ha: {
          enabled: true,
          replicaCount: 3,
          // The placement and the scheduler agree by majority: two that are lost together stop both.
          podAntiAffinityPolicy: "requiredDuringSchedulingIgnoredDuringExecution",
          topologyKey: apartBy(zones),
        },
        mtls: { enabled: true },
        prometheus: { enabled: true, port: 9090 },
        // Without it a Rollout has no Dapr Service, and nobody can call it.
        argoRolloutServiceReconciler: { enabled: has(context, "argoRollouts") },
      },
      dapr_operator: { resources: reserve("100m", "100Mi") },
      dapr_placement: { resources: reserve("250m", "75Mi") },
      dapr_rbac: { secretReader: { enabled: false } },
      dapr_scheduler: {
        resources: reserve("100m", "128Mi"),
        cluster: {
          // Workflows and reminders of a big fleet; the chart's own size.
          storageSize: "16Gi",
          ...(context.storageClass === undefined ? {} : { storageClassName: context.storageClass }),
        },
      },
      dapr_sentry: { resources: reserve("100m", "64Mi") },
      dapr_sidecar_injector: {
        resources: reserve("100m", "64Mi"),
        // An agent without its sidecar is up and of no use; the injector is asked about no other namespace.
        webhookFailurePolicy: "Fail",
        namespaceSelector: {
          matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "In", values: [...context.teams] }],
        },
        // The sidecar is there before the agent starts and until it has stopped.
        nativeSidecar: true,
        sidecarRunAsNonRoot: true,
        sidecarReadOnlyRootFilesystem: true,
        sidecarDropALLCapabilities: true,
      },
    };
  },
};

/** Without a limit of memory, as Dapr advises for its control plane: it grows with the number of agents. */
function reserve(cpu: string, memory: string) {
  const { requests } = resources(cpu, memory, memory);
  return { requests };
}
