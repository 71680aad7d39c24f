import { RESTRICTED_CONTAINER, RESTRICTED_POD } from "../../kubernetes/restricted.ts";
import type { Addon } from "../addon.ts";
import { PLATFORM_PRIORITY, resources } from "../podSettings.ts";
import { MONITORING_NAMESPACE, PROMETHEUS } from "./monitoring.ts";

/** Namespace of OpenCost. */
export const OPENCOST_NAMESPACE = "opencost";

/**
 * What each team and agent costs, as metrics. It is there once: two of it would count everything twice. Its own pages
 * and its interface for language models are off, since neither asks who is there.
 */
export const opencost: Addon = {
  name: "opencost",
  release: "opencost",
  repository: "https://opencost.github.io/opencost-helm-chart",
  chart: "opencost",
  version: "2.5.17",
  provides: {},
  namespaces: () => [
    {
      name: OPENCOST_NAMESPACE,
      podSecurity: "restricted",
      traffic: {
        ingress: [{ peer: PROMETHEUS, ports: [9003] }],
        egress: [{ peer: "pod-identity", ports: [80] }],
      },
    },
  ],
  values: (context) => {
    const { serviceAccountAnnotations = {}, podLabels = {} } = context.identities?.opencost ?? {};
    return {
      serviceAccount: { annotations: serviceAccountAnnotations },
      podLabels,
      podSecurityContext: { ...RESTRICTED_POD, runAsUser: 1001, runAsGroup: 1001, fsGroup: 1001 },
      priorityClassName: PLATFORM_PRIORITY,
      opencost: {
        exporter: {
          defaultClusterId: context.cluster,
          resources: resources("50m", "128Mi", "1Gi"),
          securityContext: RESTRICTED_CONTAINER,
        },
        prometheus: {
          internal: {
            enabled: true,
            serviceName: "kube-prometheus-stack-prometheus",
            namespaceName: MONITORING_NAMESPACE,
            port: 9090,
          },
        },
        metrics: { serviceMonitor: { enabled: true } },
        mcp: { enabled: false },
        ui: { enabled: false },
      },
    };
  },
};
