import { z } from "zod";
import { Autoscaling } from "../../lib/kubernetes/autoscaling.ts";
import { budgetsOf } from "../../lib/kubernetes/disruption.ts";
import { namespaceOf } from "../../lib/kubernetes/place.ts";
import { workloadsOf } from "../../lib/kubernetes/workloads.ts";
import { stackRule } from "../../lib/rule.ts";

/** A workload of several replicas, by itself or by its autoscaler's minimum, must have exactly one disruption budget. */
export const rule = stackRule({
  name: "pdb-coverage",
  pack: "reliability",
  enforcement: "production",
  severity: "medium",
  description: "A workload of several replicas must be selected by exactly one PodDisruptionBudget.",
  why: "a node drain may stop all replicas at once, and two budgets make the drain fail",
  fix: "add a PodDisruptionBudget whose selector matches the pods' labels, and remove a second one",
  references: ["PO missingPodDisruptionBudget", "KS deployment-has-poddisruptionbudget", "AZP d9e8f2c1"],
  knobs: {
    minReplicas: z.int().min(1).default(2).describe("Workloads with fewer replicas need no budget."),
    excludeNamespaces: z.array(z.string()).default([]).describe("Namespaces whose workloads need no budget."),
  },
  check(stack, { minReplicas, excludeNamespaces }) {
    const autoscaling = new Autoscaling(stack);
    return workloadsOf(stack).flatMap((workload) => {
      if (excludeNamespaces.includes(namespaceOf(workload.resource))) return [];
      if (autoscaling.fewest(workload) < minReplicas) return [];
      const budgets = budgetsOf(stack, workload).map(({ name }) => name);
      if (budgets.length === 1) return [];
      return [
        {
          resource: workload.resource,
          path: "",
          got: budgets.length === 0 ? undefined : budgets,
          want: "one PodDisruptionBudget",
          absent: budgets.length === 0 || undefined,
        },
      ];
    });
  },
});
