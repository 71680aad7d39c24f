import { metadataOf, type Resource } from "../resource.ts";
import type { Stack } from "../stack.ts";
import { placeOf } from "./place.ts";
import { type Pod, podOf } from "./pods.ts";

/** Kinds that run as many replicas as they, or an autoscaler, are told to. */
const REPLICATED_KINDS = [
  "kubernetes:apps:Deployment",
  "kubernetes:apps:StatefulSet",
  "kubernetes:argoproj.io:Rollout",
] as const;

export type ReplicatedKind = (typeof REPLICATED_KINDS)[number];

/** What runs as several replicas. */
export interface Workload {
  /** Says how many. */
  readonly resource: Resource<ReplicatedKind>;
  readonly pod: Pod;
  /** Says what: another one for a Rollout that borrows the pods of a Deployment. */
  readonly template: Resource<ReplicatedKind>;
}

/** The workloads of a stack. A Rollout runs the pods of the Deployment that it refers to, which is no workload then. */
export function workloadsOf(stack: Stack): Workload[] {
  const all = stack.of(...REPLICATED_KINDS);
  const lenders = new Map<Resource<ReplicatedKind>, Resource<ReplicatedKind>>();
  for (const rollout of stack.of("kubernetes:argoproj.io:Rollout")) {
    const { kind, name } = rollout.props.spec?.workloadRef ?? {};
    if (kind !== "Deployment" || name === undefined) continue;
    const lender = stack
      .of("kubernetes:apps:Deployment")
      .find((each) => metadataOf(each).name === name && placeOf(each) === placeOf(rollout));
    if (lender) lenders.set(rollout, lender);
  }
  const lent = new Set(lenders.values());
  return all.flatMap((resource) => {
    const template = lenders.get(resource) ?? resource;
    const pod = podOf(template);
    return pod && !lent.has(resource) ? [{ resource, pod, template }] : [];
  });
}

/** Whether the program leaves the number of replicas to somebody else once the workload exists. */
export function leavesReplicas({ options }: Workload["resource"]): boolean {
  return ["spec.replicas", "spec", "spec.*", "*"].some((path) => options.ignoreChanges.includes(path));
}
