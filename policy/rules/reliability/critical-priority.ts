import { z } from "zod";
import { POD_KINDS, podOf } from "../../lib/kubernetes/pods.ts";
import { resourceRule } from "../../lib/rule.ts";

/** Pods that the fleet cannot do without must say how much they matter to the scheduler. */
export const rule = resourceRule({
  name: "critical-priority",
  pack: "reliability",
  enforcement: "advice",
  severity: "low",
  description: "Pods of a critical workload must have a priority class.",
  why: "a full node evicts them as readily as a batch job",
  fix: "set priorityClassName to the class of the workload's tier",
  references: ["PO priorityClassNotSet", "KL priority-class-name"],
  kinds: POD_KINDS,
  knobs: {
    criticalSelector: z
      .record(z.string(), z.string())
      .default({ "app.kubernetes.io/component": "agent" })
      .describe("Labels that all pods of critical workloads have."),
  },
  check(resource, { criticalSelector }) {
    const pod = podOf(resource);
    if (!pod || pod.spec.priorityClassName) return [];
    if (!Object.entries(criticalSelector).every(([key, value]) => pod.labels[key] === value)) return [];
    return [{ path: `${pod.path}.priorityClassName`, want: "a priority class" }];
  },
});
