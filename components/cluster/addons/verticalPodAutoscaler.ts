import { RESTRICTED_CONTAINER, RESTRICTED_POD } from "../../kubernetes/restricted.ts";
import type { Addon } from "../addon.ts";
import { podMonitor } from "../podMonitor.ts";
import { PLATFORM_PRIORITY, resources } from "../podSettings.ts";
import { PROMETHEUS } from "./monitoring.ts";

/** Namespace of the Vertical Pod Autoscaler. */
export const VPA_NAMESPACE = "vpa";

/**
 * Recommends CPU and memory of agents. Only its recommender is there: it changes no pod, so it has neither updater nor
 * webhook, and cannot fight the autoscaler of replicas.
 */
export const verticalPodAutoscaler: Addon = {
  name: "verticalPodAutoscaler",
  release: "vpa",
  repository: "https://kubernetes.github.io/autoscaler",
  chart: "vertical-pod-autoscaler",
  version: "0.11.0",
  provides: { crds: ["autoscaling.k8s.io"] },
  namespaces: () => [
    {
      name: VPA_NAMESPACE,
      podSecurity: "restricted",
      traffic: { ingress: [{ peer: PROMETHEUS, ports: [8942] }], egress: [] },
    },
  ],
  besides: (context) =>
    podMonitor(context, "vpa-recommender", VPA_NAMESPACE, "prometheus", {
      "app.kubernetes.io/name": "vertical-pod-autoscaler",
      "app.kubernetes.io/component": "recommender",
    }),
  values: () => ({
    admissionController: { enabled: false },
    updater: { enabled: false },
    podSecurityContext: { ...RESTRICTED_POD, runAsUser: 65534 },
    containerSecurityContext: RESTRICTED_CONTAINER,
    recommender: {
      enabled: true,
      replicas: 2,
      podDisruptionBudget: { enabled: true, minAvailable: 1 },
      // A recommender holds the history of every container that it recommends for.
      resources: resources("50m", "256Mi", "1Gi"),
      priorityClassName: PLATFORM_PRIORITY,
    },
  }),
};
