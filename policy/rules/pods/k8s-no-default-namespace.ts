import { z } from "zod";
import { POD_KINDS } from "../../lib/kubernetes/pods.ts";
import { metadataOf } from "../../lib/resource.ts";
import { anyResourceRule } from "../../lib/rule.ts";

/** Kinds of the cluster's own that are always in a namespace; of others, one must be named to be judged. */
const NAMESPACED: readonly string[] = [
  ...POD_KINDS,
  "kubernetes:core:ConfigMap",
  "kubernetes:core:LimitRange",
  "kubernetes:core:PersistentVolumeClaim",
  "kubernetes:core:ResourceQuota",
  "kubernetes:core:Secret",
  "kubernetes:core:Service",
  "kubernetes:core:ServiceAccount",
  "kubernetes:autoscaling:HorizontalPodAutoscaler",
  "kubernetes:networking.k8s.io:Ingress",
  "kubernetes:networking.k8s.io:NetworkPolicy",
  "kubernetes:policy:PodDisruptionBudget",
  "kubernetes:rbac.authorization.k8s.io:Role",
  "kubernetes:rbac.authorization.k8s.io:RoleBinding",
];

/** Objects must be in a namespace that was made for them. The provider's namespace counts. */
export const rule = anyResourceRule({
  name: "k8s-no-default-namespace",
  pack: "security",
  enforcement: "production",
  severity: "medium",
  description: "An object must not be in the default namespace.",
  why: "the rights, quotas and network policies of a namespace cannot keep things apart that share it",
  fix: "set metadata.namespace to the namespace of the object's team or purpose",
  references: ["CIS 5.6.4", "KL use-namespace", "KSC C-0061", "CKV_K8S_21"],
  knobs: {
    refusedNamespaces: z.array(z.string()).default(["default"]).describe("Namespaces in which nothing may be."),
  },
  check(resource, { refusedNamespaces }) {
    if (!resource.kind.startsWith("kubernetes:")) return [];
    const { namespace } = metadataOf(resource);
    const ofProvider = resource.provider?.props.namespace;
    const effective =
      namespace ?? (NAMESPACED.includes(resource.kind) ? ((ofProvider as string | undefined) ?? "default") : undefined);
    if (effective === undefined || !refusedNamespaces.includes(effective)) return [];
    return [{ path: "metadata.namespace", got: namespace, want: "a namespace of its own" }];
  },
});
