import { z } from "zod";
import { podOf } from "../../lib/kubernetes/pods.ts";
import type { Resource } from "../../lib/resource.ts";
import { type Finding, resourceRule } from "../../lib/rule.ts";

type Updated = Resource<"kubernetes:apps:Deployment" | "kubernetes:apps:StatefulSet">;

/** Largest share of replicas that Kubernetes itself takes away at a time. */
const LARGEST = 25;

/**
 * A new version must take over step by step and leave a way back. A Deployment that mounts a claim may stop first: most
 * volumes cannot be mounted twice. One pod at a time is always fine, however few there are.
 */
export const rule = resourceRule({
  name: "safe-rollout",
  pack: "reliability",
  enforcement: "advice",
  severity: "medium",
  description: "A new version must replace the old one step by step, and leave the old one to go back to.",
  why: "a faulty version takes all replicas at once, and nothing is left to roll back to",
  fix: "use the rolling update strategy, maxUnavailable of 25% or less, and keep revisionHistoryLimit above 0",
  references: ["KL no-rolling-update-strategy", "KSC C-0305", "KS deployment-strategy", "AZP 1a3b9003"],
  kinds: ["kubernetes:apps:Deployment", "kubernetes:apps:StatefulSet"],
  knobs: {
    maxUnavailablePercent: z
      .int()
      .min(0)
      .max(100)
      .default(LARGEST)
      .describe("Largest share of replicas, in percent, that may be missing at a time."),
  },
  check(workload, { maxUnavailablePercent }) {
    const findings: Finding[] = [];
    const { path, type, maxUnavailable } = strategyOf(workload);
    if (type !== undefined && type !== "RollingUpdate" && !(type === "Recreate" && mountsClaim(workload))) {
      findings.push({ path: `${path}.type`, got: type, want: '"RollingUpdate"' });
    }
    const { replicas, revisionHistoryLimit } = workload.props.spec ?? {};
    const share = shareOf(maxUnavailable, replicas);
    if (share !== undefined && share > maxUnavailablePercent) {
      const want = `at most ${maxUnavailablePercent}%`;
      findings.push({ path: `${path}.rollingUpdate.maxUnavailable`, got: maxUnavailable, want });
    }
    if (revisionHistoryLimit === 0) {
      findings.push({ path: "spec.revisionHistoryLimit", got: 0, want: "at least 1" });
    }
    return findings;
  },
  remediate({ spec }, { maxUnavailablePercent }, kind) {
    if (!spec) return;
    if (spec.revisionHistoryLimit === 0) spec.revisionHistoryLimit = 1;
    const { maxUnavailable } = strategyOf({ kind, props: { spec } } as Updated);
    if ((shareOf(maxUnavailable, spec.replicas) ?? 0) <= maxUnavailablePercent) return;
    const strategy = kind === "kubernetes:apps:Deployment" ? "strategy" : "updateStrategy";
    const { rollingUpdate } = (spec as Record<string, { rollingUpdate: { maxUnavailable?: unknown } }>)[strategy] ?? {};
    if (rollingUpdate) rollingUpdate.maxUnavailable = `${maxUnavailablePercent}%`;
  },
});

function strategyOf(workload: Updated) {
  if (workload.kind === "kubernetes:apps:Deployment") {
    const { type, rollingUpdate } = workload.props.spec?.strategy ?? {};
    return { path: "spec.strategy", type, maxUnavailable: rollingUpdate?.maxUnavailable };
  }
  const { type, rollingUpdate } = workload.props.spec?.updateStrategy ?? {};
  return { path: "spec.updateStrategy", type, maxUnavailable: rollingUpdate?.maxUnavailable };
}

/** Percent of the replicas; undefined for one pod at a time and where nobody can tell. */
function shareOf(maxUnavailable: number | string | undefined, replicas: number | undefined): number | undefined {
  const percent = /^(\d+)%$/.exec(String(maxUnavailable))?.[1];
  if (percent !== undefined) return Number(percent);
  if (typeof maxUnavailable !== "number" || maxUnavailable <= 1 || !replicas) return undefined;
  return (100 * maxUnavailable) / replicas;
}

function mountsClaim(workload: Updated): boolean {
  const { spec } = podOf(workload) ?? {};
  return (spec?.volumes ?? []).some(({ persistentVolumeClaim }) => persistentVolumeClaim !== undefined);
}
