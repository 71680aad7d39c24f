import { RESTRICTED_CONTAINER, RESTRICTED_POD } from "../../kubernetes/restricted.ts";
import type { Addon, AddonContext } from "../addon.ts";
import { PLATFORM_PRIORITY, resources } from "../podSettings.ts";
import { apart, spread } from "../spread.ts";
import { grafana } from "./grafana.ts";

/** Namespace of Prometheus, Alertmanager and Grafana. */
export const MONITORING_NAMESPACE = "monitoring";

/** Namespace of the node exporters alone, so that the rest of monitoring can be restricted. */
export const NODE_EXPORTER_NAMESPACE = "node-exporter";

/** Name of the release, and so the beginning of its Services' names. */
const RELEASE = "kube-prometheus-stack";

/** Address of Prometheus in the cluster. */
export const PROMETHEUS_URL = `http://${RELEASE}-prometheus.${MONITORING_NAMESPACE}:9090`;

/** Pods of Prometheus, which scrape all others. */
export const PROMETHEUS = {
  namespaces: [MONITORING_NAMESPACE],
  pods: { "app.kubernetes.io/name": "prometheus" },
} as const;

/** Add-ons that ask Prometheus, by their namespaces. */
const ASKING = { keda: "keda", "argo-rollouts": "argoRollouts", opencost: "opencost" } as const;

/** Prometheus, Alertmanager, Grafana, and what measures Kubernetes and its nodes. */
export const monitoring: Addon = {
  name: "monitoring",
  release: RELEASE,
  repository: "https://prometheus-community.github.io/helm-charts",
  chart: "kube-prometheus-stack",
  version: "88.5.3",
  provides: { crds: ["monitoring.coreos.com"], admission: true },
  // Several images of hundreds of MB, and volumes that are made on the way.
  timeoutSeconds: 900,
  namespaces: ({ installed, teams }) => [
    {
      name: MONITORING_NAMESPACE,
      podSecurity: "restricted",
      traffic: {
        ingress: [
          { peer: "api-server", ports: [10250] },
          ...Object.entries(ASKING)
            .filter(([, addon]) => installed.includes(addon))
            .map(([namespace]) => ({ peer: { namespaces: [namespace] }, ports: [9090] })),
        ],
        egress: [
          { peer: { namespaces: ["kube-system"] }, ports: [9153] },
          { peer: "nodes", ports: [9100, 10250] },
          // Agents' own metrics and their sidecars'.
          { peer: { namespaces: teams }, ports: [9090, 9095] },
        ],
      },
    },
    {
      name: NODE_EXPORTER_NAMESPACE,
      podSecurity: "privileged",
      because: "The node exporter reads /proc, /sys and the network of its node; it writes nothing.",
      traffic: { ingress: [], egress: [] },
    },
  ],
  values: (context) => ({
    // A managed control plane shows none of these, and their alerts would fire for ever.
    kubeControllerManager: { enabled: false },
    kubeScheduler: { enabled: false },
    kubeEtcd: { enabled: false },
    kubeProxy: { enabled: false },
    defaultRules: {
      rules: {
        etcd: false,
        kubeControllerManager: false,
        kubeProxy: false,
        kubeSchedulerAlerting: false,
        kubeSchedulerRecording: false,
        windows: false,
      },
    },
    // AKS and EKS sign the kubelets' certificates with the cluster's authority; of others nothing is known.
    kubelet: { serviceMonitor: { insecureSkipVerify: context.platform.cloud === "none" } },
    prometheus: prometheus(context),
    alertmanager: alertmanager(context),
    prometheusOperator: {
      resources: resources("50m", "128Mi", "256Mi"),
      priorityClassName: PLATFORM_PRIORITY,
      prometheusConfigReloader: { resources: resources("10m", "32Mi", "64Mi") },
      // Endpoints of kubelets as slices: the older API is deprecated since Kubernetes 1.33.
      kubeletEndpointsEnabled: false,
      kubeletEndpointSliceEnabled: true,
      admissionWebhooks: {
        failurePolicy: "Fail",
        deployment: {
          enabled: true,
          replicas: 2,
          podDisruptionBudget: { enabled: true },
          affinity: apart({ app: `${RELEASE}-operator-webhook` }),
          resources: resources("10m", "32Mi", "64Mi"),
          priorityClassName: PLATFORM_PRIORITY,
        },
        patch: { resources: resources("10m", "32Mi", "64Mi"), priorityClassName: PLATFORM_PRIORITY },
      },
    },
    grafana: grafana(MONITORING_NAMESPACE, context.platform.zones),
    "kube-state-metrics": {
      resources: resources("50m", "128Mi", "512Mi"),
      priorityClassName: PLATFORM_PRIORITY,
      // What is in Secrets and ConfigMaps is nobody's metric, and so nobody's right.
      collectorsExclude: ["configmaps", "secrets"],
      metricLabelsAllowlist: ["namespaces=[team]", "pods=[app.kubernetes.io/name,app.kubernetes.io/component,team]"],
    },
    "prometheus-node-exporter": {
      namespaceOverride: NODE_EXPORTER_NAMESPACE,
      resources: resources("20m", "32Mi", "64Mi"),
      priorityClassName: PLATFORM_PRIORITY,
      securityContext: {
        ...RESTRICTED_POD,
        runAsUser: 65534,
        runAsGroup: 65534,
        fsGroup: 65534,
      },
      containerSecurityContext: RESTRICTED_CONTAINER,
    },
  }),
};

function prometheus({ cluster, region, platform, storageClass }: AddonContext) {
  return {
    podDisruptionBudget: { enabled: true },
    prometheusSpec: {
      replicas: 2,
      // Two on one node are lost together, and then nobody sees that.
      podAntiAffinity: "hard",
      topologySpreadConstraints: spread(PROMETHEUS.pods, platform.zones),
      externalLabels: { cluster, ...(region === undefined ? {} : { region }) },
      // Everybody's monitors and rules count, not those alone that carry this release's label.
      serviceMonitorSelectorNilUsesHelmValues: false,
      podMonitorSelectorNilUsesHelmValues: false,
      probeSelectorNilUsesHelmValues: false,
      ruleSelectorNilUsesHelmValues: false,
      scrapeConfigSelectorNilUsesHelmValues: false,
      serviceDiscoveryRole: "EndpointSlice",
      scrapeInterval: "30s",
      evaluationInterval: "30s",
      retention: "15d",
      // Below the volume, so that the oldest goes before the volume is full.
      retentionSize: "45GB",
      walCompression: true,
      storageSpec: volume("50Gi", storageClass),
      enableFeatures: ["exemplar-storage"],
      exemplars: { maxSize: 100_000 },
      // Bounds for what a target may send: one careless label would otherwise fill the memory of both replicas.
      enforcedSampleLimit: 200_000,
      enforcedLabelLimit: 64,
      enforcedLabelNameLengthLimit: 256,
      enforcedLabelValueLengthLimit: 2048,
      enforcedBodySizeLimit: "100MB",
      enforcedKeepDroppedTargets: 100,
      resources: resources("500m", "2Gi", "4Gi"),
      priorityClassName: PLATFORM_PRIORITY,
    },
  };
}

function alertmanager({ platform, storageClass }: AddonContext) {
  return {
    podDisruptionBudget: { enabled: true, minAvailable: 2 },
    alertmanagerSpec: {
      replicas: 3,
      podAntiAffinity: "soft",
      topologySpreadConstraints: spread({ "app.kubernetes.io/name": "alertmanager" }, platform.zones),
      retention: "120h",
      storage: volume("1Gi", storageClass),
      // Every namespace may route its own alerts.
      alertmanagerConfigSelector: {},
      alertmanagerConfigNamespaceSelector: {},
      resources: resources("20m", "64Mi", "128Mi"),
      priorityClassName: PLATFORM_PRIORITY,
    },
  };
}

function volume(storage: string, storageClassName: string | undefined) {
  return {
    volumeClaimTemplate: {
      spec: {
        ...(storageClassName === undefined ? {} : { storageClassName }),
        accessModes: ["ReadWriteOnce"],
        resources: { requests: { storage } },
      },
    },
  };
}
