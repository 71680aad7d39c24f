import { Application, AppProject } from "@kubernetes-models/argo-cd/argoproj.io/v1alpha1";
import { AnalysisTemplate, Rollout } from "@kubernetes-models/argo-rollouts/argoproj.io/v1alpha1";
import { VerticalPodAutoscaler } from "@kubernetes-models/autoscaler/autoscaling.k8s.io/v1";
import { ExternalSecret } from "@kubernetes-models/external-secrets/external-secrets.io/v1";
import { ScaledObject } from "@kubernetes-models/keda/keda.sh/v1alpha1";
import { PodMonitor, PrometheusRule } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1";
import { Deployment } from "kubernetes-models/apps/v1";
import { NetworkPolicy } from "kubernetes-models/networking.k8s.io/v1";
import { PodDisruptionBudget } from "kubernetes-models/policy/v1";
import { Secret, Service, ServiceAccount } from "kubernetes-models/v1";
import type { Manifest } from "../../components/kubernetes/manifest.ts";

type Model = new (data: never) => { validate(): void };

/** The validators of the kinds that an agent is made of, from the packages that carry their schemas. */
const MODELS: Record<string, Model> = {
  "apps/v1 Deployment": Deployment,
  "argoproj.io/v1alpha1 AnalysisTemplate": AnalysisTemplate,
  "argoproj.io/v1alpha1 AppProject": AppProject,
  "argoproj.io/v1alpha1 Application": Application,
  "argoproj.io/v1alpha1 Rollout": Rollout,
  "autoscaling.k8s.io/v1 VerticalPodAutoscaler": VerticalPodAutoscaler,
  "external-secrets.io/v1 ExternalSecret": ExternalSecret,
  "keda.sh/v1alpha1 ScaledObject": ScaledObject,
  "monitoring.coreos.com/v1 PodMonitor": PodMonitor,
  "monitoring.coreos.com/v1 PrometheusRule": PrometheusRule,
  "networking.k8s.io/v1 NetworkPolicy": NetworkPolicy,
  "policy/v1 PodDisruptionBudget": PodDisruptionBudget,
  "v1 Secret": Secret,
  "v1 Service": Service,
  "v1 ServiceAccount": ServiceAccount,
};

/** How a manifest names its kind. */
export function kindOf({ apiVersion, kind }: Manifest): string {
  return `${apiVersion} ${kind}`;
}

/** Whether a package carries the schema of the manifest's kind. */
export function hasModel(manifest: Manifest): boolean {
  return kindOf(manifest) in MODELS;
}

/**
 * Holds a manifest against the schema of its kind.
 * @throws {Error} that names the field
 */
export function validate(manifest: Manifest): void {
  const model = MODELS[kindOf(manifest)];
  if (!model) throw new Error(`no package carries the schema of ${kindOf(manifest)}`);
  new model(manifest as never).validate();
}
