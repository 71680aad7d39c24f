import type { AnyResource, Resource } from "../resource.ts";
import {
  containersIn,
  containersOf,
  inherited,
  type Pod,
  type PodKind,
  type PodSpec,
  podOf,
  podSpecIn,
  type SecurityContext,
} from "./pods.ts";

type PodSecurityContext = NonNullable<PodSpec["securityContext"]>;

/** What a pod and its containers can both say about themselves. */
export type SharedKey = keyof SecurityContext & keyof PodSecurityContext;
type Shared = Pick<SecurityContext, SharedKey>;

/** A security context and where it is. */
export interface PlacedContext {
  context: Shared;
  /** `spec.template.spec.securityContext` */
  path: string;
}

/** Every security context of a resource's pods: the pods' own and each container's. */
export function securityContextsOf(resource: AnyResource | Resource): PlacedContext[] {
  const pod = podOf(resource);
  if (!pod) return [];
  return [{ container: pod.spec, path: pod.path }, ...containersOf(resource)].flatMap(({ container, path }) => {
    const context = container.securityContext as Shared | undefined;
    return context ? [{ context, path: `${path}.securityContext` }] : [];
  });
}

/** Every security context in a resource's inputs, to be mended in place. */
export function securityContextsIn(kind: PodKind, props: object): Shared[] {
  const spec = podSpecIn(kind, props);
  return [spec, ...containersIn(spec)].flatMap((each) =>
    each?.securityContext ? [each.securityContext as Shared] : [],
  );
}

/** What a setting comes to in each container, with what it takes from its pod. A pod's value comes once. */
export function effectiveOf<Key extends SharedKey>(
  resource: AnyResource | Resource,
  key: Key,
): { value: SecurityContext[Key] | undefined; path: string }[] {
  const pod = podOf(resource);
  if (!pod) return [];
  const all = containersOf(resource).map((placed) => inherited(placed, pod, key));
  return [...new Map(all.map((each) => [each.path, each])).values()];
}

/** Whether pods run on Windows, where Kubernetes refuses the settings of Linux. */
export function isWindows(pod: Pick<Pod, "spec"> | undefined): boolean {
  return pod?.spec.os?.name === "windows";
}
