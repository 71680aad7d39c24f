import { type Addon, has } from "../addon.ts";
import { resources } from "../podSettings.ts";
import { spread } from "../spread.ts";

/** Namespace of the metrics server. */
export const METRICS_SERVER_NAMESPACE = "metrics-server";

/** CPU and memory of pods, for autoscaling, where the cloud brings none. It verifies the kubelets' certificates. */
export const metricsServer: Addon = {
  name: "metricsServer",
  release: "metrics-server",
  repository: "https://kubernetes-sigs.github.io/metrics-server",
  chart: "metrics-server",
  version: "3.13.1",
  provides: { apis: ["metrics.k8s.io"] },
  namespaces: () => [
    {
      name: METRICS_SERVER_NAMESPACE,
      podSecurity: "restricted",
      traffic: {
        // Its own metrics are not read: the chart's monitor would not verify who answers.
        ingress: [{ peer: "api-server", ports: [10250] }],
        egress: [{ peer: "nodes", ports: [10250] }],
      },
    },
  ],
  values: (context) => ({
    replicas: 2,
    podDisruptionBudget: { enabled: true, minAvailable: 1, unhealthyPodEvictionPolicy: "AlwaysAllow" },
    topologySpreadConstraints: spread({ "app.kubernetes.io/name": "metrics-server" }, context.platform.zones),
    resources: resources("100m", "200Mi", "400Mi"),
    // Without cert-manager it makes a certificate of its own at each start, which nobody can check.
    ...(has(context, "certManager")
      ? { tls: { type: "cert-manager" }, apiService: { insecureSkipTLSVerify: false } }
      : {}),
  }),
};
