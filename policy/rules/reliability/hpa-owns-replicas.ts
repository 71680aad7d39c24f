import { Autoscaling } from "../../lib/kubernetes/autoscaling.ts";
import { leavesReplicas, workloadsOf } from "../../lib/kubernetes/workloads.ts";
import { titleOf } from "../../lib/resource.ts";
import { type StackFinding, stackRule } from "../../lib/rule.ts";

/** Only one autoscaler may decide how many replicas run: no second one, and not the workload itself. */
export const rule = stackRule({
  name: "hpa-owns-replicas",
  pack: "reliability",
  enforcement: "production",
  severity: "high",
  description: "One autoscaler alone must decide how many replicas a workload runs.",
  why: "every update sets the replicas back in the middle of a spike, and two autoscalers undo each other's work",
  fix: "leave spec.replicas out of the workload, or ignore its changes, and keep one autoscaler for each workload",
  references: [
    "KS deployment-targeted-by-hpa-does-not-have-replicas-configured",
    "KY prevent-duplicate-hpa",
    "pulumi-kubernetes#2491",
    "keda#3087",
  ],
  check(stack) {
    const autoscaling = new Autoscaling(stack);
    const replicas = workloadsOf(stack).flatMap(({ resource }): StackFinding[] => {
      const got = resource.props.spec?.replicas;
      if (got === undefined || leavesReplicas(resource)) return [];
      const [owner] = autoscaling.horizontal(resource);
      if (!owner) return [];
      return [{ resource, path: "spec.replicas", got, want: `nothing: ${titleOf(owner)} decides` }];
    });
    const rivals = autoscaling.pairs().flatMap(([[owner, ...others]]) =>
      others.map((resource) => ({
        resource,
        path: "spec.scaleTargetRef",
        got: resource.props.spec?.scaleTargetRef?.name,
        want: `a workload of its own: ${titleOf(owner)} scales that one`,
      })),
    );
    return [...replicas, ...rivals];
  },
});
