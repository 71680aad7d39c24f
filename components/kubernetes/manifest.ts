import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource.js";
import { Deployment } from "@pulumi/kubernetes/apps/v1/deployment.js";
import { CronJob } from "@pulumi/kubernetes/batch/v1/cronJob.js";
import { Job } from "@pulumi/kubernetes/batch/v1/job.js";
import { ConfigMap } from "@pulumi/kubernetes/core/v1/configMap.js";
import { LimitRange } from "@pulumi/kubernetes/core/v1/limitRange.js";
import { Namespace } from "@pulumi/kubernetes/core/v1/namespace.js";
import { ResourceQuota } from "@pulumi/kubernetes/core/v1/resourceQuota.js";
import { Secret } from "@pulumi/kubernetes/core/v1/secret.js";
import { Service } from "@pulumi/kubernetes/core/v1/service.js";
import { ServiceAccount } from "@pulumi/kubernetes/core/v1/serviceAccount.js";
import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1/networkPolicy.js";
import { PodDisruptionBudget } from "@pulumi/kubernetes/policy/v1/podDisruptionBudget.js";
import { ClusterRole } from "@pulumi/kubernetes/rbac/v1/clusterRole.js";
import { ClusterRoleBinding } from "@pulumi/kubernetes/rbac/v1/clusterRoleBinding.js";
import { Role } from "@pulumi/kubernetes/rbac/v1/role.js";
import { RoleBinding } from "@pulumi/kubernetes/rbac/v1/roleBinding.js";
import { PriorityClass } from "@pulumi/kubernetes/scheduling/v1/priorityClass.js";
import { StorageClass } from "@pulumi/kubernetes/storage/v1/storageClass.js";
import * as pulumi from "@pulumi/pulumi";

/** What every object says about itself. */
export interface ManifestMetadata {
  name: string;
  namespace?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, pulumi.Input<string>>;
  finalizers?: string[];
}

/** What an object says about itself where no cloud has a say in it. */
export type PlainMetadata = Omit<ManifestMetadata, "annotations">;

/**
 * A Kubernetes object as it is written in YAML. Its values may be outputs where Pulumi makes it; what GitOps commits
 * holds plain values only.
 */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: ManifestMetadata;
  [field: string]: unknown;
}

type ObjectClass = new (name: string, manifest: never, opts: pulumi.CustomResourceOptions) => pulumi.CustomResource;

/** Kinds of Kubernetes itself, each loaded from its own file: the whole package would take seconds. */
const BUILT_IN: Record<string, ObjectClass> = {
  "apps/v1 Deployment": Deployment,
  "batch/v1 CronJob": CronJob,
  "batch/v1 Job": Job,
  "networking.k8s.io/v1 NetworkPolicy": NetworkPolicy,
  "policy/v1 PodDisruptionBudget": PodDisruptionBudget,
  "rbac.authorization.k8s.io/v1 ClusterRole": ClusterRole,
  "rbac.authorization.k8s.io/v1 ClusterRoleBinding": ClusterRoleBinding,
  "rbac.authorization.k8s.io/v1 Role": Role,
  "rbac.authorization.k8s.io/v1 RoleBinding": RoleBinding,
  "scheduling.k8s.io/v1 PriorityClass": PriorityClass,
  "storage.k8s.io/v1 StorageClass": StorageClass,
  "v1 ConfigMap": ConfigMap,
  "v1 LimitRange": LimitRange,
  "v1 Namespace": Namespace,
  "v1 ResourceQuota": ResourceQuota,
  "v1 Secret": Secret,
  "v1 Service": Service,
  "v1 ServiceAccount": ServiceAccount,
};

/** API groups of Kubernetes' own that are made here; an add-on's kinds are custom resources. */
const GROUPS = new Set(Object.keys(BUILT_IN).map((type) => groupOf(type)));

/**
 * The Pulumi resource that a manifest becomes.
 * @param name of the resource in Pulumi; the object's own is in its metadata
 * @param opts with the `provider` of the cluster: there is no default one
 * @throws {pulumi.RunError} for a kind of Kubernetes' own that this project does not make
 */
export function kubernetesObject(
  name: string,
  manifest: Manifest,
  opts: pulumi.CustomResourceOptions,
): pulumi.CustomResource {
  const { apiVersion, kind } = manifest;
  const builtIn = BUILT_IN[`${apiVersion} ${kind}`];
  if (builtIn) return new builtIn(name, manifest as never, opts);
  if (GROUPS.has(groupOf(apiVersion))) {
    throw new pulumi.RunError(`${name}: ${apiVersion} ${kind} is none of ${Object.keys(BUILT_IN).join(", ")}`);
  }
  return new CustomResource(name, manifest, opts);
}

/** The API group of `apps/v1`; that of `v1` has no name. */
function groupOf(apiVersion: string): string {
  return apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "";
}
