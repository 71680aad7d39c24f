import { z } from "zod";
import { Autoscaling } from "../../lib/kubernetes/autoscaling.ts";
import { namespaceOf } from "../../lib/kubernetes/place.ts";
import { type LabelSelector, selects } from "../../lib/kubernetes/selector.ts";
import { type Workload, workloadsOf } from "../../lib/kubernetes/workloads.ts";
import { stackRule } from "../../lib/rule.ts";

/**
 * The replicas of a workload must be spread, by a topology spread constraint or by pod anti-affinity, hard or soft. Either
 * counts only if it selects the workload's own pods: without a selector it selects none.
 */
export const rule = stackRule({
  name: "spread-replicas",
  pack: "reliability",
  enforcement: "advice",
  severity: "medium",
  description: "The replicas of a workload must be spread over nodes or zones.",
  why: "the scheduler may put all replicas on one node, and they go with it",
  fix: "add topologySpreadConstraints over topology.kubernetes.io/zone with whenUnsatisfiable ScheduleAnyway and the pods' labels",
  references: [
    "KL no-anti-affinity",
    "PO topologySpreadConstraint",
    "KS pod-topology-spread-constraints",
    "AZP 34c88cd4",
  ],
  knobs: {
    topologyKeys: z
      .array(z.string())
      .default(["kubernetes.io/hostname", "topology.kubernetes.io/zone", "topology.kubernetes.io/region"])
      .describe("Node labels that replicas may be spread over."),
  },
  check(stack, { topologyKeys }) {
    const autoscaling = new Autoscaling(stack);
    return workloadsOf(stack).flatMap((workload) => {
      if (autoscaling.fewest(workload) < 2 || isSpread(workload, topologyKeys)) return [];
      const { template, pod } = workload;
      const path = `${pod.path}.topologySpreadConstraints`;
      return [{ resource: template, path, want: "a constraint over nodes or zones, or anti-affinity", absent: true }];
    });
  },
});

interface Term {
  topologyKey?: string | undefined;
  labelSelector?: LabelSelector | undefined;
  namespaces?: string[] | undefined;
  namespaceSelector?: LabelSelector | undefined;
}

function isSpread({ template, pod }: Workload, topologyKeys: string[]): boolean {
  const {
    requiredDuringSchedulingIgnoredDuringExecution: required,
    preferredDuringSchedulingIgnoredDuringExecution: preferred,
  } = pod.spec.affinity?.podAntiAffinity ?? {};
  const antiAffinity = [...(required ?? []), ...(preferred ?? []).map(({ podAffinityTerm }) => podAffinityTerm ?? {})];
  const terms: Term[] = [...(pod.spec.topologySpreadConstraints ?? []), ...antiAffinity];
  const sees = ({ namespaces, namespaceSelector }: Term) =>
    (namespaces ?? []).length === 0 || namespaces?.includes(namespaceOf(template)) || namespaceSelector !== undefined;
  return terms.some(
    (term) =>
      topologyKeys.includes(term.topologyKey ?? "") && selects(term.labelSelector, pod.labels) && Boolean(sees(term)),
  );
}
