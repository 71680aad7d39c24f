import type { AnyResource, Resource } from "../resource.ts";
import { containersOf, podOf } from "./pods.ts";

/** An object that pods name, and where. */
export interface PodReference {
  kind: "ServiceAccount" | "ConfigMap" | "Secret" | "PersistentVolumeClaim";
  name: string;
  path: string;
}

interface Named {
  name?: string;
  optional?: boolean;
}

/** Every object that a resource's pods cannot start without. */
export function referencesOf(resource: AnyResource | Resource): PodReference[] {
  const pod = podOf(resource);
  if (!pod) return [];
  const found: PodReference[] = [];
  const add = (kind: PodReference["kind"], path: string, name: string | undefined, optional = false) => {
    if (name !== undefined && name !== "" && !optional) found.push({ kind, name, path });
  };
  const { serviceAccountName, imagePullSecrets = [], volumes = [] } = pod.spec;
  add("ServiceAccount", `${pod.path}.serviceAccountName`, serviceAccountName);
  for (const [index, { name }] of imagePullSecrets.entries()) {
    add("Secret", `${pod.path}.imagePullSecrets[${index}].name`, name);
  }
  for (const [index, { configMap, secret, projected, persistentVolumeClaim }] of volumes.entries()) {
    const at = `${pod.path}.volumes[${index}]`;
    add("ConfigMap", `${at}.configMap.name`, configMap?.name, configMap?.optional);
    add("Secret", `${at}.secret.secretName`, secret?.secretName, secret?.optional);
    add("PersistentVolumeClaim", `${at}.persistentVolumeClaim.claimName`, persistentVolumeClaim?.claimName);
    for (const [source, { configMap: map, secret: part }] of (projected?.sources ?? []).entries()) {
      add("ConfigMap", `${at}.projected.sources[${source}].configMap.name`, map?.name, map?.optional);
      add("Secret", `${at}.projected.sources[${source}].secret.name`, part?.name, part?.optional);
    }
  }
  for (const { container, path } of containersOf(resource)) {
    const both = (at: string, map: Named | undefined, secret: Named | undefined, [of, from]: [string, string]) => {
      add("ConfigMap", `${at}.${of}.name`, map?.name, map?.optional);
      add("Secret", `${at}.${from}.name`, secret?.name, secret?.optional);
    };
    for (const [index, { valueFrom }] of (container.env ?? []).entries()) {
      const keys: [string, string] = ["configMapKeyRef", "secretKeyRef"];
      both(`${path}.env[${index}].valueFrom`, valueFrom?.configMapKeyRef, valueFrom?.secretKeyRef, keys);
    }
    for (const [index, { configMapRef, secretRef }] of (container.envFrom ?? []).entries()) {
      both(`${path}.envFrom[${index}]`, configMapRef, secretRef, ["configMapRef", "secretRef"]);
    }
  }
  return found;
}
