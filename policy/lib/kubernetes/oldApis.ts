/** An API version that was replaced. */
export interface OldApi {
  /** What to use instead; unset where there is nothing. */
  use?: string;
  /** Minor version of Kubernetes that no longer serves it; unset where it is only deprecated. */
  removed?: number;
}

/**
 * Replaced API versions by `<version>:<kind>`, `*` standing for every kind; from the Kubernetes deprecation guide and
 * the release notes of the add-ons.
 */
const OLD: Record<string, OldApi> = {
  ...each("extensions/v1beta1", ["DaemonSet", "Deployment", "ReplicaSet"], "apps/v1", 16),
  ...each("extensions/v1beta1", ["NetworkPolicy"], "networking.k8s.io/v1", 16),
  ...each("extensions/v1beta1", ["PodSecurityPolicy"], undefined, 16),
  ...each("extensions/v1beta1", ["Ingress"], "networking.k8s.io/v1", 22),
  ...each("apps/v1beta1", ["*"], "apps/v1", 16),
  ...each("apps/v1beta2", ["*"], "apps/v1", 16),
  ...each(
    "admissionregistration.k8s.io/v1beta1",
    ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"],
    "admissionregistration.k8s.io/v1",
    22,
  ),
  ...each("apiextensions.k8s.io/v1beta1", ["CustomResourceDefinition"], "apiextensions.k8s.io/v1", 22),
  ...each("apiregistration.k8s.io/v1beta1", ["APIService"], "apiregistration.k8s.io/v1", 22),
  ...each("certificates.k8s.io/v1beta1", ["CertificateSigningRequest"], "certificates.k8s.io/v1", 22),
  ...each("coordination.k8s.io/v1beta1", ["Lease"], "coordination.k8s.io/v1", 22),
  ...each("networking.k8s.io/v1beta1", ["Ingress", "IngressClass"], "networking.k8s.io/v1", 22),
  ...each("rbac.authorization.k8s.io/v1beta1", ["*"], "rbac.authorization.k8s.io/v1", 22),
  ...each("scheduling.k8s.io/v1beta1", ["PriorityClass"], "scheduling.k8s.io/v1", 22),
  ...each(
    "storage.k8s.io/v1beta1",
    ["CSIDriver", "CSINode", "StorageClass", "VolumeAttachment"],
    "storage.k8s.io/v1",
    22,
  ),
  ...each("autoscaling/v2beta1", ["HorizontalPodAutoscaler"], "autoscaling/v2", 25),
  ...each("batch/v1beta1", ["CronJob"], "batch/v1", 25),
  ...each("discovery.k8s.io/v1beta1", ["EndpointSlice"], "discovery.k8s.io/v1", 25),
  ...each("events.k8s.io/v1beta1", ["Event"], "events.k8s.io/v1", 25),
  ...each("node.k8s.io/v1beta1", ["RuntimeClass"], "node.k8s.io/v1", 25),
  ...each("policy/v1beta1", ["PodDisruptionBudget"], "policy/v1", 25),
  ...each("policy/v1beta1", ["PodSecurityPolicy"], undefined, 25),
  ...each("autoscaling/v2beta2", ["HorizontalPodAutoscaler"], "autoscaling/v2", 26),
  ...each("flowcontrol.apiserver.k8s.io/v1beta1", ["*"], "flowcontrol.apiserver.k8s.io/v1", 26),
  ...each("storage.k8s.io/v1beta1", ["CSIStorageCapacity"], "storage.k8s.io/v1", 27),
  ...each("flowcontrol.apiserver.k8s.io/v1beta2", ["*"], "flowcontrol.apiserver.k8s.io/v1", 29),
  ...each("flowcontrol.apiserver.k8s.io/v1beta3", ["*"], "flowcontrol.apiserver.k8s.io/v1", 32),
  ...each("core/v1", ["Endpoints"], "discovery.k8s.io/v1 EndpointSlice"),
  ...each("autoscaling.k8s.io/v1beta2", ["VerticalPodAutoscaler"], "autoscaling.k8s.io/v1"),
  ...each(
    "external-secrets.io/v1beta1",
    ["ExternalSecret", "SecretStore", "ClusterSecretStore"],
    "external-secrets.io/v1",
  ),
  ...istio("v1alpha3"),
  ...istio("v1beta1"),
  ...each(
    "security.istio.io/v1beta1",
    ["AuthorizationPolicy", "PeerAuthentication", "RequestAuthentication"],
    "security.istio.io/v1",
  ),
  ...each("telemetry.istio.io/v1alpha1", ["Telemetry"], "telemetry.istio.io/v1"),
};

/** What became of an API version for a kind; undefined where it is not replaced. The version of the core is `core/v1`. */
export function oldApi(version: string, kind: string): OldApi | undefined {
  return OLD[`${version}:${kind}`] ?? OLD[`${version}:*`];
}

function istio(version: string): Record<string, OldApi> {
  const kinds = [
    "DestinationRule",
    "Gateway",
    "ServiceEntry",
    "Sidecar",
    "VirtualService",
    "WorkloadEntry",
    "WorkloadGroup",
  ];
  return each(`networking.istio.io/${version}`, kinds, "networking.istio.io/v1");
}

function each(version: string, kinds: string[], use?: string, removed?: number): Record<string, OldApi> {
  const old: OldApi = { ...(use ? { use } : {}), ...(removed ? { removed } : {}) };
  return Object.fromEntries(kinds.map((kind) => [`${version}:${kind}`, old]));
}
