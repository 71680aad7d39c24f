import { type Addon, type AddonContext, has } from "../addon.ts";
import { PLATFORM_PRIORITY, resources } from "../podSettings.ts";
import { spread } from "../spread.ts";
import { PROMETHEUS } from "./monitoring.ts";

/** Namespace of Argo CD, and of its Applications. */
export const ARGOCD_NAMESPACE = "argocd";

const ALL_VERBS = ["get", "list", "watch", "create", "update", "patch", "delete"];
const READ = ["get", "list", "watch"];

/**
 * What Argo CD may do in the cluster instead of everything, which is its default: the kinds that an agent is made of
 * are its to change, and what these make it may look at. Secrets are neither.
 */
export const DELIVERY_RULES = [
  { apiGroups: [""], resources: ["services"], verbs: ALL_VERBS },
  { apiGroups: ["apps"], resources: ["deployments"], verbs: ALL_VERBS },
  { apiGroups: ["argoproj.io"], resources: ["analysistemplates", "rollouts"], verbs: ALL_VERBS },
  { apiGroups: ["autoscaling.k8s.io"], resources: ["verticalpodautoscalers"], verbs: ALL_VERBS },
  { apiGroups: ["cilium.io"], resources: ["ciliumnetworkpolicies"], verbs: ALL_VERBS },
  { apiGroups: ["keda.sh"], resources: ["scaledobjects"], verbs: ALL_VERBS },
  { apiGroups: ["monitoring.coreos.com"], resources: ["podmonitors", "prometheusrules"], verbs: ALL_VERBS },
  { apiGroups: ["networking.k8s.aws"], resources: ["applicationnetworkpolicies"], verbs: ALL_VERBS },
  { apiGroups: ["networking.k8s.io"], resources: ["networkpolicies"], verbs: ALL_VERBS },
  { apiGroups: ["policy"], resources: ["poddisruptionbudgets"], verbs: ALL_VERBS },
  { apiGroups: [""], resources: ["namespaces", "pods"], verbs: READ },
  { apiGroups: ["apps"], resources: ["replicasets"], verbs: READ },
  { apiGroups: ["argoproj.io"], resources: ["analysisruns"], verbs: READ },
  { apiGroups: ["autoscaling"], resources: ["horizontalpodautoscalers"], verbs: READ },
  { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: READ },
  { apiGroups: ["apiextensions.k8s.io"], resources: ["customresourcedefinitions"], verbs: READ },
  { apiGroups: [""], resources: ["events"], verbs: ["create", "list", "patch"] },
];

/**
 * Delivery from a git repository. Nobody has an account in it: what it does is in the repository and in its
 * Applications, and `argocd --core` shows it to whoever may read those in Kubernetes. It judges Rollouts by itself;
 * Dapr's kinds report no state, so there is none to judge.
 */
export const argocd: Addon = {
  name: "argocd",
  release: "argocd",
  repository: "https://argoproj.github.io/argo-helm",
  chart: "argo-cd",
  version: "10.1.1",
  provides: { crds: ["argoproj.io"] },
  namespaces: () => [
    {
      name: ARGOCD_NAMESPACE,
      podSecurity: "restricted",
      traffic: {
        // Controller, server, repository server and controller of sets.
        ingress: [{ peer: PROMETHEUS, ports: [8082, 8083, 8084, 8080] }],
        // Repositories by SSH; by HTTPS they are reached as the Kubernetes API is.
        egress: [{ peer: "internet", ports: [22] }],
      },
    },
  ],
  // Redis and its proxies start one after the other.
  timeoutSeconds: 900,
  values: (context) => ({
    global: {
      domain: `argocd-server.${ARGOCD_NAMESPACE}.svc`,
      priorityClassName: PLATFORM_PRIORITY,
      logging: { format: "json" },
      // Traffic is limited in one place for all add-ons.
      networkPolicy: { create: false },
    },
    configs: {
      cm: {
        "admin.enabled": false,
        "exec.enabled": false,
        "statusbadge.enabled": false,
        "users.anonymous.enabled": "false",
        // Of kinds that it has no right to, it takes no notice, instead of failing.
        "resource.respectRBAC": "strict",
      },
      params: { "server.insecure": false, "controller.diff.server.side": "true" },
      // No role for whoever has none of his own.
      rbac: { "policy.default": "", "policy.csv": "" },
    },
    controller: {
      resources: resources("250m", "512Mi", "2Gi"),
      metrics: metrics(context),
      clusterRoleRules: { enabled: true, rules: DELIVERY_RULES },
    },
    server: {
      ...replicated(context, "argocd-server"),
      resources: resources("50m", "128Mi", "512Mi"),
      // It shows events, and changes nothing in the cluster: nobody could ask it to.
      clusterRoleRules: { enabled: true, rules: [{ apiGroups: [""], resources: ["events"], verbs: ["list"] }] },
    },
    repoServer: { ...replicated(context, "argocd-repo-server"), resources: resources("100m", "256Mi", "1Gi") },
    applicationSet: {
      ...replicated(context, "argocd-applicationset-controller"),
      resources: resources("20m", "64Mi", "256Mi"),
      livenessProbe: { enabled: true },
      readinessProbe: { enabled: true },
    },
    dex: { enabled: false },
    notifications: { enabled: false },
    redis: { enabled: false },
    "redis-ha": redis(),
    redisSecretInit: { resources: resources("10m", "64Mi", "128Mi"), priorityClassName: PLATFORM_PRIORITY },
  }),
};

function metrics(context: AddonContext) {
  return { enabled: true, serviceMonitor: { enabled: has(context, "monitoring") } };
}

function replicated(context: AddonContext, name: string) {
  return {
    replicas: 2,
    pdb: { enabled: true, minAvailable: 1 },
    topologySpreadConstraints: spread({ "app.kubernetes.io/name": name }, context.platform.zones),
    metrics: metrics(context),
  };
}

function redis() {
  return {
    enabled: true,
    podDisruptionBudget: { maxUnavailable: 1 },
    redis: { resources: resources("50m", "64Mi", "512Mi") },
    sentinel: { resources: resources("20m", "32Mi", "64Mi") },
    init: { resources: resources("10m", "16Mi", "64Mi") },
    splitBrainDetection: { resources: resources("10m", "16Mi", "64Mi") },
    haproxy: {
      podDisruptionBudget: { maxUnavailable: 1 },
      resources: resources("20m", "64Mi", "128Mi"),
      init: { resources: resources("10m", "16Mi", "64Mi") },
    },
  };
}
