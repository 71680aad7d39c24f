import type * as k8s from "@pulumi/kubernetes/types/input.js";

/** Kinds that every Kubernetes cluster knows, by {@link kindOf}. */
export interface KubernetesKinds {
  "kubernetes:core:Pod": k8s.core.v1.Pod;
  "kubernetes:apps:Deployment": k8s.apps.v1.Deployment;
  "kubernetes:apps:StatefulSet": k8s.apps.v1.StatefulSet;
  "kubernetes:apps:DaemonSet": k8s.apps.v1.DaemonSet;
  "kubernetes:apps:ReplicaSet": k8s.apps.v1.ReplicaSet;
  "kubernetes:batch:Job": k8s.batch.v1.Job;
  "kubernetes:batch:CronJob": k8s.batch.v1.CronJob;
  "kubernetes:core:Service": k8s.core.v1.Service;
  "kubernetes:core:ServiceAccount": k8s.core.v1.ServiceAccount;
  "kubernetes:core:Namespace": k8s.core.v1.Namespace;
  "kubernetes:core:Secret": k8s.core.v1.Secret;
  "kubernetes:core:ConfigMap": k8s.core.v1.ConfigMap;
  "kubernetes:core:ResourceQuota": k8s.core.v1.ResourceQuota;
  "kubernetes:core:LimitRange": k8s.core.v1.LimitRange;
  "kubernetes:core:PersistentVolumeClaim": k8s.core.v1.PersistentVolumeClaim;
  "kubernetes:storage.k8s.io:StorageClass": k8s.storage.v1.StorageClass;
  "kubernetes:networking.k8s.io:NetworkPolicy": k8s.networking.v1.NetworkPolicy;
  "kubernetes:networking.k8s.io:Ingress": k8s.networking.v1.Ingress;
  "kubernetes:networking.k8s.io:IngressClass": k8s.networking.v1.IngressClass;
  "kubernetes:rbac.authorization.k8s.io:Role": k8s.rbac.v1.Role;
  "kubernetes:rbac.authorization.k8s.io:ClusterRole": k8s.rbac.v1.ClusterRole;
  "kubernetes:rbac.authorization.k8s.io:RoleBinding": k8s.rbac.v1.RoleBinding;
  "kubernetes:rbac.authorization.k8s.io:ClusterRoleBinding": k8s.rbac.v1.ClusterRoleBinding;
  "kubernetes:autoscaling:HorizontalPodAutoscaler": k8s.autoscaling.v2.HorizontalPodAutoscaler;
  "kubernetes:policy:PodDisruptionBudget": k8s.policy.v1.PodDisruptionBudget;
}
