/** Kinds whose objects are in a namespace, by API version. */
const NAMESPACED: Record<string, string[]> = {
  "apps/v1": ["Deployment"],
  "argoproj.io/v1alpha1": ["AnalysisTemplate", "Application", "AppProject", "Rollout"],
  "autoscaling.k8s.io/v1": ["VerticalPodAutoscaler"],
  "batch/v1": ["CronJob", "Job"],
  "cert-manager.io/v1": ["Certificate", "Issuer"],
  "chaos-mesh.org/v1alpha1": ["Schedule"],
  "cilium.io/v2": ["CiliumNetworkPolicy"],
  "core/v1": ["ConfigMap", "LimitRange", "ResourceQuota", "Secret", "Service", "ServiceAccount"],
  "dapr.io/v1alpha1": ["Component", "Configuration", "Resiliency"],
  "dapr.io/v2alpha1": ["Subscription"],
  "external-secrets.io/v1": ["ExternalSecret", "SecretStore"],
  "gateway.networking.k8s.io/v1": ["Gateway", "HTTPRoute"],
  "keda.sh/v1alpha1": ["ScaledObject", "TriggerAuthentication"],
  "monitoring.coreos.com/v1": ["PodMonitor", "PrometheusRule", "ServiceMonitor"],
  "monitoring.coreos.com/v1alpha1": ["AlertmanagerConfig"],
  "networking.k8s.aws/v1alpha1": ["ApplicationNetworkPolicy"],
  "networking.k8s.io/v1": ["NetworkPolicy"],
  "policy/v1": ["PodDisruptionBudget"],
  "rbac.authorization.k8s.io/v1": ["Role", "RoleBinding"],
  "velero.io/v1": ["BackupStorageLocation", "Schedule"],
};

/** Kinds whose objects are the cluster's. */
const OF_CLUSTER: Record<string, string[]> = {
  "cert-manager.io/v1": ["ClusterIssuer"],
  "core/v1": ["Namespace"],
  "eks.amazonaws.com/v1": ["NodeClass"],
  "external-secrets.io/v1": ["ClusterSecretStore"],
  "karpenter.k8s.aws/v1": ["EC2NodeClass"],
  "karpenter.sh/v1": ["NodePool"],
  "rbac.authorization.k8s.io/v1": ["ClusterRole", "ClusterRoleBinding"],
  "scheduling.k8s.io/v1": ["PriorityClass"],
  "storage.k8s.io/v1": ["StorageClass"],
  "trust.cert-manager.io/v1alpha1": ["Bundle"],
};

/** Paths besides name and namespace that make the provider replace an object (pulumi-kubernetes, provider/diff.go). */
const REPLACING: Record<string, string[]> = {
  "apps/v1:Deployment": ["spec.selector"],
  "batch/v1:Job": ["spec.completions", "spec.parallelism", "spec.selector", "spec.template"],
  "core/v1:ConfigMap": ["binaryData", "data"],
  "core/v1:ResourceQuota": ["spec.scopes"],
  "core/v1:Secret": ["type", "stringData", "data"],
  "core/v1:Service": ["spec.clusterIP"],
  "rbac.authorization.k8s.io/v1:ClusterRoleBinding": ["roleRef"],
  "rbac.authorization.k8s.io/v1:RoleBinding": ["roleRef"],
  "storage.k8s.io/v1:StorageClass": ["parameters", "provisioner"],
};

/** What is known of a kind. */
export interface ObjectKind {
  /** As in its type token: `apps/v1:Deployment`. */
  type: string;
  namespaced: boolean;
  replaces: string[];
}

/** Every kind that the sandbox knows. */
export const KINDS: ObjectKind[] = [...kindsOf(NAMESPACED, true), ...kindsOf(OF_CLUSTER, false)];

function kindsOf(table: Record<string, string[]>, namespaced: boolean): ObjectKind[] {
  return Object.entries(table).flatMap(([version, kinds]) =>
    kinds.map((kind) => {
      const type = `${version}:${kind}`;
      return { type, namespaced, replaces: REPLACING[type] ?? [] };
    }),
  );
}
