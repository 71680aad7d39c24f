import type * as k8s from "@pulumi/kubernetes/types/input.js";
import type { Kind } from "../kinds/index.ts";
import type { Seen } from "../kinds/seen.ts";
import type { AnyResource, Resource } from "../resource.ts";

export type PodSpec = Seen<k8s.core.v1.PodSpec>;
export type Container = Seen<k8s.core.v1.Container>;
export type SecurityContext = NonNullable<Container["securityContext"]>;

/** Where each kind that makes pods keeps their template. */
const TEMPLATE = {
  "kubernetes:core:Pod": [],
  "kubernetes:apps:Deployment": ["spec", "template"],
  "kubernetes:apps:StatefulSet": ["spec", "template"],
  "kubernetes:apps:DaemonSet": ["spec", "template"],
  "kubernetes:apps:ReplicaSet": ["spec", "template"],
  "kubernetes:argoproj.io:Rollout": ["spec", "template"],
  "kubernetes:batch:Job": ["spec", "template"],
  "kubernetes:batch:CronJob": ["spec", "jobTemplate", "spec", "template"],
  "kubernetes:keda.sh:ScaledJob": ["spec", "jobTargetRef", "template"],
  "kubernetes:extensions.agents.x-k8s.io:SandboxTemplate": ["spec", "podTemplate"],
} as const satisfies Partial<Record<Kind, string[]>>;

export type PodKind = keyof typeof TEMPLATE;

/** Every kind that makes pods. */
export const POD_KINDS = Object.keys(TEMPLATE) as PodKind[];

/** The pods that a resource makes. */
export interface Pod {
  spec: PodSpec;
  /** Path of the spec: `spec.template.spec`. */
  path: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  /** Path of the pods' own metadata: `spec.template.metadata`. */
  metadataPath: string;
}

/** The pods that a resource makes; undefined for a kind that makes none and for a Rollout that borrows a Deployment's. */
export function podOf(resource: AnyResource | Resource): Pod | undefined {
  const steps: readonly string[] | undefined = TEMPLATE[resource.kind as PodKind];
  if (!steps) return undefined;
  const template = podTemplate(resource.props as object, steps);
  if (!template?.spec) return undefined;
  const { spec, metadata } = template;
  return {
    spec,
    path: [...steps, "spec"].join("."),
    labels: metadata?.labels ?? {},
    annotations: metadata?.annotations ?? {},
    metadataPath: [...steps, "metadata"].join("."),
  };
}

type Template = Seen<k8s.core.v1.PodTemplateSpec>;

function podTemplate(props: object, steps: readonly string[]): Template | undefined {
  let place: unknown = props;
  for (const each of steps) place = (place as Record<string, unknown> | undefined)?.[each];
  return place as Template | undefined;
}

/** The spec of the pods that inputs make, to be mended in place. */
export function podSpecIn(kind: PodKind, props: object): PodSpec | undefined {
  return podTemplate(props, TEMPLATE[kind])?.spec;
}

export type ContainerList = "containers" | "initContainers" | "ephemeralContainers";

/** A container and where it is. */
export interface PlacedContainer {
  container: Container;
  /** `spec.template.spec.initContainers[0]`. */
  path: string;
  list: ContainerList;
}

const LISTS: readonly ContainerList[] = ["containers", "initContainers", "ephemeralContainers"];

/** Every container of a resource's pods: the ordinary ones, those that run before, and those for debugging. */
export function containersOf(resource: AnyResource | Resource): PlacedContainer[] {
  const pod = podOf(resource);
  if (!pod) return [];
  return LISTS.flatMap((list) =>
    (pod.spec[list] ?? []).flatMap((container, index) =>
      // One that is not known yet as a whole.
      container === undefined
        ? []
        : [{ container: container as Container, path: `${pod.path}.${list}[${index}]`, list }],
    ),
  );
}

/** Every container in a pod's spec, to be mended in place. */
export function containersIn(spec: PodSpec | undefined): Container[] {
  return LISTS.flatMap((list) => (spec?.[list] ?? []) as Container[]);
}

/** A setting that a container takes from its pod unless it has its own, and where that is said. */
export function inherited<Key extends keyof SecurityContext & keyof NonNullable<PodSpec["securityContext"]>>(
  { container, path }: PlacedContainer,
  pod: Pod,
  key: Key,
): { value: SecurityContext[Key] | undefined; path: string } {
  const own = container.securityContext?.[key];
  const ofPod = pod.spec.securityContext?.[key] as SecurityContext[Key] | undefined;
  if (own === undefined && ofPod !== undefined) return { value: ofPod, path: `${pod.path}.securityContext.${key}` };
  return { value: own, path: `${path}.securityContext.${key}` };
}
