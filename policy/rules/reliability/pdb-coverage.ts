import { z } from "zod";
import { podOf } from "../../lib/pods.ts";
import { metadataOf } from "../../lib/resource.ts";
import { stackRule } from "../../lib/rule.ts";
import { selects } from "../../lib/selector.ts";

/** A workload of several replicas must be covered by exactly one disruption budget. */
export const rule = stackRule({
  name: "pdb-coverage",
  pack: "reliability",
  enforcement: "production",
  severity: "medium",
  description: "A workload of several replicas must be selected by exactly one PodDisruptionBudget.",
  why: "a node drain may stop all replicas at once, and two budgets make the drain fail",
  fix: "add a PodDisruptionBudget whose selector matches the pods' labels, and remove a second one",
  references: ["PO missingPodDisruptionBudget", "KS deployment-has-poddisruptionbudget"],
  knobs: {
    minReplicas: z.int().min(1).default(2).describe("Workloads with fewer replicas need no budget."),
  },
  check(stack, { minReplicas }) {
    const budgets = stack.of("kubernetes:policy:PodDisruptionBudget");
    return stack.of("kubernetes:apps:Deployment", "kubernetes:apps:StatefulSet").flatMap((workload) => {
      if ((workload.props.spec?.replicas ?? 1) < minReplicas) return [];
      const labels = podOf(workload)?.labels ?? {};
      const { namespace } = metadataOf(workload);
      const covering = budgets.filter(
        (budget) => metadataOf(budget).namespace === namespace && selects(budget.props.spec?.selector, labels),
      );
      if (covering.length === 1) return [];
      const got = covering.length === 0 ? undefined : covering.map(({ name }) => name);
      return [
        {
          resource: workload,
          path: "",
          got,
          want: "one PodDisruptionBudget",
          absent: covering.length === 0 || undefined,
        },
      ];
    });
  },
});
