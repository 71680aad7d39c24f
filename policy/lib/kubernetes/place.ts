import { type AnyResource, metadataOf } from "../resource.ts";

/**
 * Where a Kubernetes object is: its cluster and its namespace. Only objects of one place can mean each other. A stack may
 * hold several clusters, told apart by their providers.
 */
export function placeOf(resource: AnyResource): string {
  return placeIn(clusterOf(resource), namespaceOf(resource));
}

/** A namespace of a cluster, as {@link placeOf} has it. */
export function placeIn(cluster: string, namespace: string): string {
  return `${cluster} ${namespace}`;
}

/** Namespace of an object; what names none is put into `default`. */
export function namespaceOf(resource: AnyResource): string {
  return metadataOf(resource).namespace ?? "default";
}

/** Tells the clusters of a stack apart. */
export function clusterOf({ provider }: AnyResource): string {
  return provider?.urn ?? "";
}
