import { RESTRICTED_CONTAINER, RESTRICTED_POD } from "../../kubernetes/restricted.ts";
import { type Addon, type AddonContext, has } from "../addon.ts";
import { PLATFORM_PRIORITY, resources } from "../podSettings.ts";
import { spread } from "../spread.ts";
import { PROMETHEUS } from "./monitoring.ts";

/** Namespace of the OpenTelemetry collector. */
export const COLLECTOR_NAMESPACE = "observability";

const RELEASE = "otel-collector";

/** Host and port that take OTLP over gRPC in. */
export const COLLECTOR_ADDRESS = `${RELEASE}.${COLLECTOR_NAMESPACE}:4317`;

/** Takes in traces from agents and their sidecars, and passes them on in batches. */
export const collector: Addon = {
  name: "collector",
  release: RELEASE,
  repository: "https://open-telemetry.github.io/opentelemetry-helm-charts",
  chart: "opentelemetry-collector",
  version: "0.170.0",
  provides: {},
  namespaces: ({ teams, tracesEndpoint }) => [
    {
      name: COLLECTOR_NAMESPACE,
      podSecurity: "restricted",
      traffic: {
        ingress: [
          { peer: { namespaces: teams }, ports: [4317, 4318] },
          { peer: PROMETHEUS, ports: [8888] },
        ],
        egress: tracesEndpoint === undefined ? [] : [{ peer: "internet", ports: [portOf(tracesEndpoint)] }],
      },
    },
  ],
  values: (context) => ({
    mode: "deployment",
    fullnameOverride: RELEASE,
    image: { repository: "ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector-k8s" },
    command: { name: "otelcol-k8s" },
    replicaCount: 2,
    podDisruptionBudget: { enabled: true, minAvailable: 1 },
    topologySpreadConstraints: spread({ "app.kubernetes.io/instance": RELEASE }, context.platform.zones),
    priorityClassName: PLATFORM_PRIORITY,
    resources: resources("100m", "256Mi", "512Mi"),
    podSecurityContext: RESTRICTED_POD,
    // The user of its images.
    securityContext: { ...RESTRICTED_CONTAINER, runAsUser: 10001, runAsGroup: 10001 },
    serviceAccount: { automountServiceAccountToken: false },
    ports: {
      "jaeger-compact": { enabled: false },
      "jaeger-thrift": { enabled: false },
      "jaeger-grpc": { enabled: false },
      zipkin: { enabled: false },
      metrics: { enabled: true },
    },
    serviceMonitor: { enabled: has(context, "monitoring") },
    // In the place of the chart's own configuration, which takes in Jaeger's and Zipkin's spans too.
    alternateConfig: configuration(context),
  }),
};

function configuration({ cluster, tracesEndpoint }: AddonContext) {
  // Without an endpoint, one line of counts a batch.
  const exporters =
    tracesEndpoint === undefined ? { debug: { verbosity: "basic" } } : { otlphttp: { endpoint: tracesEndpoint } };
  return {
    receivers: {
      otlp: {
        protocols: {
          grpc: { endpoint: `\${env:MY_POD_IP}:4317` },
          http: { endpoint: `\${env:MY_POD_IP}:4318` },
        },
      },
    },
    processors: {
      memory_limiter: { check_interval: "1s", limit_percentage: 80, spike_limit_percentage: 25 },
      resource: { attributes: [{ key: "k8s.cluster.name", value: cluster, action: "upsert" }] },
      batch: {},
    },
    exporters,
    extensions: { health_check: { endpoint: `\${env:MY_POD_IP}:13133` } },
    service: {
      telemetry: {
        metrics: { readers: [{ pull: { exporter: { prometheus: { host: `\${env:MY_POD_IP}`, port: 8888 } } } }] },
      },
      extensions: ["health_check"],
      pipelines: {
        traces: {
          receivers: ["otlp"],
          // The limit comes first: what does not fit is refused, and the sender keeps it.
          processors: ["memory_limiter", "resource", "batch"],
          exporters: Object.keys(exporters),
        },
      },
    },
  };
}

function portOf(endpoint: string): number {
  const { port, protocol } = new URL(endpoint);
  return port === "" ? (protocol === "http:" ? 80 : 443) : Number(port);
}
