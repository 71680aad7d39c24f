import { z } from "zod";
import { Autoscaling } from "../../lib/kubernetes/autoscaling.ts";
import { leavesReplicas, workloadsOf } from "../../lib/kubernetes/workloads.ts";
import { metadataOf } from "../../lib/resource.ts";
import { stackRule } from "../../lib/rule.ts";

/**
 * A workload that no autoscaler scales must run as several replicas. What is switched off (0 replicas) may be. The
 * autoscaler's own minimum is for hpa-min-and-range to judge.
 */
export const rule = stackRule({
  name: "min-replicas",
  pack: "reliability",
  enforcement: "production",
  severity: "medium",
  description: "A workload must run as several replicas unless an autoscaler decides how many.",
  why: "one lost node or one rollout stops it altogether",
  fix: "set spec.replicas to 2 or more, or add a ScaledObject; list what must run alone under singletons",
  references: [
    "PO deploymentMissingReplicas",
    "KS deployment-replicas",
    "KL minimum-three-replicas",
    "GK replicalimits",
  ],
  knobs: {
    minReplicas: z.int().min(1).default(2).describe("Fewest replicas of a workload."),
    singletons: z.array(z.string()).default([]).describe("Names (metadata.name) of workloads that must run alone."),
  },
  check(stack, { minReplicas, singletons }) {
    const autoscaling = new Autoscaling(stack);
    return workloadsOf(stack).flatMap(({ resource }) => {
      if (singletons.includes(metadataOf(resource).name ?? "")) return [];
      if (leavesReplicas(resource) || autoscaling.horizontal(resource).length > 0) return [];
      const got = resource.props.spec?.replicas;
      if (got === 0 || (got ?? 1) >= minReplicas) return [];
      return [
        { resource, path: "spec.replicas", got, want: `at least ${minReplicas}, or an autoscaler`, absent: true },
      ];
    });
  },
});
