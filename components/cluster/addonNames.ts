/** What a cluster gets beside Kubernetes itself. */
export interface AddonFacts {
  /** Where it is installed. No team may have the name of one. */
  namespace: string;
  /**
   * Whether a cluster gets it where the settings say nothing. `whereMissing`: unless the cluster brings one;
   * `whereMade`: where the stack makes the cluster, and with it what the add-on needs of a cloud.
   */
  byDefault: boolean | "whereMissing" | "whereMade";
  /** Add-ons without which it does not work. They are installed before it. */
  needs: readonly AddonName[];
  /** Add-ons that it makes use of where they are there. They are installed before it too. */
  uses: readonly AddonName[];
  /** What it is for, for editors and errors. */
  purpose: string;
}

/** Every add-on by the name that the settings give it, those before that others need. */
export const ADDON_NAMES = [
  "monitoring",
  "certManager",
  "trustManager",
  "metricsServer",
  "externalSecrets",
  "argoRollouts",
  "dapr",
  "keda",
  "verticalPodAutoscaler",
  "argocd",
  "collector",
  "velero",
  "opencost",
  "chaosMesh",
] as const;

/** The name of an add-on. */
export type AddonName = (typeof ADDON_NAMES)[number];

/** What there is to know of each add-on before its chart. */
export const ADDONS: Record<AddonName, AddonFacts> = {
  monitoring: {
    namespace: "monitoring",
    byDefault: true,
    needs: [],
    uses: [],
    purpose: "Prometheus, Alertmanager and Grafana, with the kinds that describe what they watch.",
  },
  metricsServer: {
    namespace: "metrics-server",
    byDefault: "whereMissing",
    needs: [],
    // For a certificate that the API server can check.
    uses: ["certManager"],
    purpose: "CPU and memory of pods, for autoscaling.",
  },
  certManager: {
    namespace: "cert-manager",
    byDefault: true,
    needs: [],
    uses: ["monitoring"],
    purpose: "Certificates, made and renewed.",
  },
  trustManager: {
    namespace: "cert-manager",
    byDefault: true,
    needs: ["certManager"],
    uses: ["monitoring"],
    purpose: "Root certificates, spread over namespaces.",
  },
  externalSecrets: {
    namespace: "external-secrets",
    byDefault: true,
    needs: [],
    uses: ["monitoring"],
    purpose: "Secrets of the cloud's vault, kept in step with Kubernetes Secrets.",
  },
  dapr: {
    namespace: "dapr-system",
    byDefault: true,
    needs: [],
    // Its operator makes the Services of Rollouts, and waits for that kind.
    uses: ["monitoring", "argoRollouts"],
    purpose: "State, topics and calls between agents.",
  },
  keda: {
    namespace: "keda",
    byDefault: true,
    // Its triggers ask Prometheus for queue length and response time, and the metrics API for CPU.
    needs: ["monitoring", "metricsServer"],
    uses: ["certManager"],
    purpose: "Autoscaling of agents by queue, response time and CPU.",
  },
  verticalPodAutoscaler: {
    namespace: "vpa",
    byDefault: true,
    needs: ["metricsServer"],
    uses: ["monitoring"],
    purpose: "Recommends CPU and memory of agents.",
  },
  argocd: {
    namespace: "argocd",
    byDefault: true,
    needs: [],
    uses: ["monitoring"],
    purpose: "Delivery from a git repository.",
  },
  argoRollouts: {
    namespace: "argo-rollouts",
    byDefault: true,
    // A canary is judged by what Prometheus has measured.
    needs: ["monitoring"],
    uses: [],
    purpose: "Canary and blue/green delivery.",
  },
  collector: {
    namespace: "observability",
    byDefault: true,
    needs: [],
    uses: ["monitoring"],
    purpose: "Takes in traces (OpenTelemetry).",
  },
  velero: {
    namespace: "velero",
    byDefault: "whereMade",
    needs: [],
    uses: ["monitoring"],
    purpose: "Backups of what is in the cluster.",
  },
  opencost: {
    namespace: "opencost",
    byDefault: true,
    needs: ["monitoring"],
    uses: [],
    purpose: "What each team and agent costs.",
  },
  chaosMesh: {
    namespace: "chaos-mesh",
    byDefault: false,
    needs: [],
    uses: ["monitoring", "certManager"],
    purpose: "Experiments that break something on purpose.",
  },
};

/** Namespace of what the platform runs for agents, and no agent is in. */
export const PLATFORM_NAMESPACE = "agent-platform";
