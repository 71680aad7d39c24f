import { Autoscaling } from "../../lib/kubernetes/autoscaling.ts";
import { titleOf } from "../../lib/resource.ts";
import { stackRule } from "../../lib/rule.ts";

/** Of several VerticalPodAutoscalers of one workload, all but the first are at fault, even those that only recommend. */
export const rule = stackRule({
  name: "vpa-one-per-target",
  pack: "reliability",
  enforcement: "production",
  severity: "medium",
  description: "A workload must have one VerticalPodAutoscaler at most.",
  why: "nobody can tell which of several decides what its containers request",
  fix: "keep one VerticalPodAutoscaler for each workload, with a policy for each container",
  references: ["KY prevent-duplicate-vpa", "VPA known limitations"],
  check: (stack) =>
    new Autoscaling(stack).verticalGroups().flatMap(([owner, ...others]) =>
      others.map((resource) => ({
        resource,
        path: "spec.targetRef",
        got: resource.props.spec?.targetRef?.name,
        want: `a workload of its own: ${titleOf(owner)} has that one`,
      })),
    ),
});
