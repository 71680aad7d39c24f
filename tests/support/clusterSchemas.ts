import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ClusterSecretStore } from "@kubernetes-models/external-secrets/external-secrets.io/v1";
import { PodMonitor } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1";
import { NetworkPolicy } from "kubernetes-models/networking.k8s.io/v1";
import { PriorityClass } from "kubernetes-models/scheduling.k8s.io/v1";
import { StorageClass } from "kubernetes-models/storage.k8s.io/v1";
import { LimitRange, Namespace, ResourceQuota } from "kubernetes-models/v1";
import { z } from "zod";
import type { Manifest } from "../../components/kubernetes/manifest.ts";

type Model = new (data: never) => { validate(): void };

/** Validators of kinds from the packages that carry their schemas. */
const MODELS: Record<string, Model> = {
  "external-secrets.io/v1 ClusterSecretStore": ClusterSecretStore,
  "monitoring.coreos.com/v1 PodMonitor": PodMonitor,
  "networking.k8s.io/v1 NetworkPolicy": NetworkPolicy,
  "scheduling.k8s.io/v1 PriorityClass": PriorityClass,
  "storage.k8s.io/v1 StorageClass": StorageClass,
  "v1 LimitRange": LimitRange,
  "v1 Namespace": Namespace,
  "v1 ResourceQuota": ResourceQuota,
};

/** Schemas of kinds that no package carries, from their CustomResourceDefinitions (sandbox/charts/command.ts --crd). */
const DEFINITIONS: Record<string, string> = {
  "chaos-mesh.org/v1alpha1 Schedule": "chaos-mesh.org-v1alpha1-Schedule.json",
  "velero.io/v1 Schedule": "velero.io-v1-Schedule.json",
};

/**
 * Holds an object of the cluster's own against the schema of its kind.
 * @throws {Error} that names the field, or the kind when nothing is known of it
 */
export function validate(manifest: Manifest): void {
  const kind = `${manifest.apiVersion} ${manifest.kind}`;
  const model = MODELS[kind];
  if (model) {
    new model(manifest as never).validate();
    return;
  }
  const file = DEFINITIONS[kind];
  if (file === undefined) throw new Error(`nothing carries the schema of ${kind}`);
  const path = join(import.meta.dirname, "..", "fixtures", "charts", file);
  z.fromJSONSchema(JSON.parse(readFileSync(path, "utf8"))).parse(manifest);
}
