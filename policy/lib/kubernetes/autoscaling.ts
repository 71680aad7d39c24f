import { type AnyResource, isKind, metadataOf, type Resource } from "../resource.ts";
import type { Stack } from "../stack.ts";
import { clusterOf, namespaceOf } from "./place.ts";
import type { Workload } from "./workloads.ts";

/** Kinds that change the number of replicas. */
export const AUTOSCALER_KINDS = [
  "kubernetes:autoscaling:HorizontalPodAutoscaler",
  "kubernetes:autoscaling.karmada.io:FederatedHPA",
  "kubernetes:keda.sh:ScaledObject",
] as const;

export type Autoscaler = Resource<(typeof AUTOSCALER_KINDS)[number]>;
export type VerticalAutoscaler = Resource<"kubernetes:autoscaling.k8s.io:VerticalPodAutoscaler">;

/** A number that an autoscaler is given, or that it takes where it is given none. */
export interface Bound {
  readonly path: string;
  readonly given: number | undefined;
  readonly value: number;
}

/** A resource that an autoscaler scales on. */
export interface ResourceMetric {
  readonly name: string;
  /** Only this container's; otherwise the sum of all in the pod. */
  readonly container?: string | undefined;
  /** Whether it is the plain usage. Otherwise it is the usage per request, which moves when requests do. */
  readonly usage: boolean;
}

/** The fewest replicas that an autoscaler leaves. Kubernetes' own leaves 1 unless told, KEDA none. */
export function minimumOf(autoscaler: Autoscaler): Bound {
  if (!isScaledObject(autoscaler)) {
    const given = autoscaler.props.spec?.minReplicas;
    return { path: "spec.minReplicas", given, value: given ?? 1 };
  }
  const { idleReplicaCount, minReplicaCount } = autoscaler.props.spec ?? {};
  if (idleReplicaCount !== undefined) {
    return { path: "spec.idleReplicaCount", given: idleReplicaCount, value: idleReplicaCount };
  }
  return { path: "spec.minReplicaCount", given: minReplicaCount, value: minReplicaCount ?? 0 };
}

/** The most replicas that an autoscaler makes. KEDA makes 100 unless told; Kubernetes' own must be told. */
export function maximumOf(autoscaler: Autoscaler): Bound {
  if (!isScaledObject(autoscaler)) {
    const given = autoscaler.props.spec?.maxReplicas;
    return { path: "spec.maxReplicas", given, value: given ?? 0 };
  }
  const given = autoscaler.props.spec?.maxReplicaCount;
  return { path: "spec.maxReplicaCount", given, value: given ?? 100 };
}

/** The CPU and memory metrics of an autoscaler. Kubernetes' own scales on 80 % CPU where it is given no metric. */
export function resourceMetricsOf(autoscaler: Autoscaler): ResourceMetric[] {
  if (isScaledObject(autoscaler)) {
    return (autoscaler.props.spec?.triggers ?? [])
      .filter(({ type }) => type === "cpu" || type === "memory")
      .map(({ type = "", metricType, metadata }) => ({
        name: type,
        container: metadata?.containerName,
        usage: (metricType ?? metadata?.type) === "AverageValue",
      }));
  }
  const metrics = autoscaler.props.spec?.metrics ?? [];
  if (metrics.length === 0) return [{ name: "cpu", usage: false }];
  return metrics.flatMap(({ type, resource, containerResource }) => {
    const source = type === "Resource" ? resource : type === "ContainerResource" ? containerResource : undefined;
    if (source?.name === undefined) return [];
    const container = type === "ContainerResource" ? containerResource?.container : undefined;
    return [{ name: source.name, container, usage: source.target?.type === "AverageValue" }];
  });
}

function isScaledObject(autoscaler: Autoscaler): autoscaler is Resource<"kubernetes:keda.sh:ScaledObject"> {
  return isKind(autoscaler, "kubernetes:keda.sh:ScaledObject");
}

/** One at least. */
type Several<T> = [T, ...T[]];

/** Which autoscalers scale which objects of a stack. */
export class Autoscaling {
  readonly #horizontal: Map<string, Autoscaler[]>;
  readonly #vertical: Map<string, VerticalAutoscaler[]>;

  constructor(stack: Stack) {
    this.#horizontal = Map.groupBy(stack.of(...AUTOSCALER_KINDS), targetOf);
    this.#vertical = Map.groupBy(stack.of("kubernetes:autoscaling.k8s.io:VerticalPodAutoscaler"), verticalTargetOf);
  }

  /** The autoscalers that change the number of an object's replicas. */
  horizontal(resource: AnyResource): Autoscaler[] {
    return this.#horizontal.get(identityOf(resource)) ?? [];
  }

  /** Autoscalers that scale the same object, whether or not the stack has it. */
  pairs(): [Several<Autoscaler>, VerticalAutoscaler[]][] {
    return [...this.#horizontal].map(([target, horizontal]) => [
      horizontal as Several<Autoscaler>,
      this.#vertical.get(target) ?? [],
    ]);
  }

  /** Every group of vertical autoscalers of one object. */
  verticalGroups(): Several<VerticalAutoscaler>[] {
    return [...this.#vertical.values()] as Several<VerticalAutoscaler>[];
  }

  /** The fewest replicas that a workload runs with. */
  fewest({ resource }: Workload): number {
    const minima = this.horizontal(resource).map((each) => minimumOf(each).value);
    return minima.length > 0 ? Math.min(...minima) : (resource.props.spec?.replicas ?? 1);
  }
}

/** Tells the objects of a stack apart: by cluster, namespace, kind and name, whatever the version of their API. */
export function identityOf(resource: AnyResource): string {
  return identity(resource, resource.kind, metadataOf(resource).name);
}

/** The object that an autoscaler scales, as {@link identityOf} has it. */
export function targetOf(autoscaler: Autoscaler): string {
  const { apiVersion, kind, name } = autoscaler.props.spec?.scaleTargetRef ?? {};
  if (!isScaledObject(autoscaler)) return identity(autoscaler, kindIn(apiVersion, kind), name);
  return identity(autoscaler, kindIn(apiVersion ?? "apps/v1", kind ?? "Deployment"), name);
}

function verticalTargetOf(autoscaler: VerticalAutoscaler): string {
  const { apiVersion, kind, name } = autoscaler.props.spec?.targetRef ?? {};
  // It knows the common kinds by their name alone.
  return identity(autoscaler, kindIn(apiVersion ?? "apps/v1", kind), name);
}

function identity(resource: AnyResource, kind: string, name: string | undefined): string {
  return JSON.stringify([clusterOf(resource), namespaceOf(resource), kind, name ?? resource.urn]);
}

function kindIn(apiVersion = "v1", kind = ""): string {
  return `kubernetes:${apiVersion.includes("/") ? apiVersion.split("/")[0] : "core"}:${kind}`;
}
