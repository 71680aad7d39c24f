import { z } from "zod";
import { selects } from "../kubernetes/selector.ts";
import { type AnyResource, metadataOf, type Resource } from "../resource.ts";
import type { Stack } from "../stack.ts";

/** The knob that names the namespace whose Istio objects hold for the whole mesh. */
export const ROOT_NAMESPACE = {
  rootNamespace: z.string().default("istio-system").describe("Namespace whose Istio objects hold for the whole mesh."),
};

/** Whether a namespace's labels take its pods into the mesh, by sidecars or in ambient mode. */
export function isMeshed(namespace: AnyResource | Resource): boolean {
  const labels = metadataOf(namespace as AnyResource).labels ?? {};
  return labels["istio.io/dataplane-mode"] === "ambient" || hasSidecars(namespace);
}

/** Whether a namespace's labels give its pods a sidecar. Istio lets `istio-injection` win over `istio.io/rev`. */
export function hasSidecars(namespace: AnyResource | Resource): boolean {
  const labels = metadataOf(namespace as AnyResource).labels ?? {};
  const injection = labels["istio-injection"];
  return injection === undefined ? labels["istio.io/rev"] !== undefined : injection === "enabled";
}

/** The namespaces of a stack whose pods are in the mesh. */
export function meshedNamespaces(stack: Stack): Resource<"kubernetes:core:Namespace">[] {
  return stack.of("kubernetes:core:Namespace").filter((namespace) => isMeshed(namespace));
}

/**
 * Whether an Istio object applies to pods: one without labels to select by applies to all of its namespace, and in the
 * root namespace to all of the mesh.
 */
export function appliesToPods(
  object: AnyResource | Resource,
  matchLabels: Record<string, string> | undefined,
  pods: { namespace: string | undefined; labels: Record<string, string> },
  rootNamespace: string,
): boolean {
  const { namespace } = metadataOf(object as AnyResource);
  if (namespace !== pods.namespace && namespace !== rootNamespace) return false;
  return matchLabels === undefined ? true : selects({ matchLabels }, pods.labels);
}
