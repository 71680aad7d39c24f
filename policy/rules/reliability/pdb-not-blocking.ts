import { Autoscaling } from "../../lib/kubernetes/autoscaling.ts";
import { budgetsOf, type DisruptionBudget } from "../../lib/kubernetes/disruption.ts";
import { workloadsOf } from "../../lib/kubernetes/workloads.ts";
import { type StackFinding, stackRule } from "../../lib/rule.ts";

/**
 * A disruption budget must let at least one pod go when its workloads run with the fewest replicas that they, or their
 * autoscalers, may have. A budget of workloads that the stack does not have is at fault only where it lets none go at all.
 */
export const rule = stackRule({
  name: "pdb-not-blocking",
  pack: "reliability",
  enforcement: "production",
  severity: "high",
  description: "A PodDisruptionBudget must let at least one pod go, and protect the others.",
  why: "the node can never be drained, so no upgrade of the cluster ends",
  fix: "set maxUnavailable to 1 in place of minAvailable, and run at least 2 replicas",
  references: [
    "KL pdb-max-unavailable",
    "KL pdb-min-available",
    "PO pdbDisruptionsIsZero",
    "PO pdbMinAvailableGreaterThanHPAMinReplicas",
  ],
  check(stack) {
    const autoscaling = new Autoscaling(stack);
    const replicas = new Map<DisruptionBudget, number>();
    for (const workload of workloadsOf(stack)) {
      const scaled = autoscaling.horizontal(workload.resource).length > 0;
      // What is scaled to nothing for now blocks as soon as it runs again.
      const fewest = Math.max(autoscaling.fewest(workload), scaled ? 1 : 0);
      for (const budget of budgetsOf(stack, workload)) replicas.set(budget, (replicas.get(budget) ?? 0) + fewest);
    }
    return stack
      .of("kubernetes:policy:PodDisruptionBudget")
      .flatMap((budget) => judge(budget, replicas.get(budget)).map((finding) => ({ ...finding, resource: budget })));
  },
});

function judge({ props }: DisruptionBudget, replicas: number | undefined): Omit<StackFinding, "resource">[] {
  const { minAvailable, maxUnavailable } = props.spec ?? {};
  if (minAvailable !== undefined && maxUnavailable !== undefined) {
    return [{ path: "spec.minAvailable", got: minAvailable, want: "nothing beside maxUnavailable" }];
  }
  if (minAvailable === undefined && maxUnavailable === undefined) {
    return [{ path: "spec.maxUnavailable", want: "a number, or minAvailable", absent: true }];
  }
  if (replicas === 0) return [];
  // Large enough that any share below all lets a pod go.
  const pods = replicas ?? Number.MAX_SAFE_INTEGER;
  if (maxUnavailable !== undefined) {
    if (podsOf(maxUnavailable, pods) >= 1) return [];
    return [{ path: "spec.maxUnavailable", got: maxUnavailable, want: "at least 1" }];
  }
  if (pods - podsOf(minAvailable ?? 0, pods) >= 1) return [];
  const want = replicas === undefined ? "less than all pods" : `less than the ${replicas} that run at the least`;
  // More may run where the number of replicas is not known yet.
  return [{ path: "spec.minAvailable", got: minAvailable, want, absent: replicas === undefined ? undefined : true }];
}

/** A number of pods, or a share of all as `25%`, which Kubernetes rounds up. */
function podsOf(value: number | string, all: number): number {
  const percent = /^(\d+)%$/.exec(String(value))?.[1];
  return percent === undefined ? Number(value) : Math.ceil((Number(percent) * all) / 100);
}
