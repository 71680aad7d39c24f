import { z } from "zod";
import type { PropsOf } from "../../lib/kinds/index.ts";
import type { Resource } from "../../lib/resource.ts";
import { resourceRule } from "../../lib/rule.ts";

const KINDS = [
  "aws:autoscaling:Group",
  "aws:eks:NodeGroup",
  "azure-native:containerservice:AgentPool",
  "azure-native:containerservice:ManagedCluster",
  "kubernetes:keda.sh:ScaledJob",
] as const;

type Growing = (typeof KINDS)[number];

/** What KEDA takes where nothing is said. */
const MOST_JOBS = 100;

/**
 * Nodes and jobs must have an end to their number. The replicas of apps, the tokens of models and what a namespace may
 * use have limits of their own, by other policies.
 */
export const rule = resourceRule({
  name: "autoscale-ceilings",
  pack: "governance",
  enforcement: "production",
  severity: "medium",
  description: "What adds nodes or jobs by itself must have an end that somebody can pay for.",
  why: "a flood of work becomes a flood of machines",
  fix: "lower the most nodes or jobs, or raise the cap for the tier",
  references: ["KL #608", "KSC C-0303", "LLM10"],
  kinds: KINDS,
  knobs: {
    maxNodes: z.int().min(1).default(100).describe("Most nodes of one pool."),
    maxJobs: z.int().min(1).default(MOST_JOBS).describe("Most jobs of one ScaledJob at a time."),
  },
  check: (resource, caps) =>
    ceilings(resource).flatMap(({ path, got, value, of }) =>
      value > caps[of] ? [{ path, got, want: `at most ${caps[of]}` }] : [],
    ),
  remediate(props, { maxNodes, maxJobs }, kind) {
    if (kind === "aws:autoscaling:Group") lower(props, "maxSize", ["minSize", "desiredCapacity"], maxNodes);
    if (kind === "azure-native:containerservice:AgentPool") lower(props, "maxCount", ["minCount", "count"], maxNodes);
    if (kind === "aws:eks:NodeGroup") {
      lower((props as PropsOf<typeof kind>).scalingConfig, "maxSize", ["minSize", "desiredSize"], maxNodes);
    }
    if (kind === "kubernetes:keda.sh:ScaledJob") {
      const { spec } = props as PropsOf<typeof kind>;
      if (spec && (spec.maxReplicaCount ?? MOST_JOBS) > maxJobs) spec.maxReplicaCount = maxJobs;
    }
  },
});

/** Lowers the most of something to a cap, unless what it must have at least is above that. */
function lower(inputs: object | undefined, most: string, least: string[], cap: number): void {
  const numbers = (inputs ?? {}) as Record<string, number | undefined>;
  if (least.some((key) => (numbers[key] ?? 0) > cap) || (numbers[most] ?? 0) <= cap) return;
  numbers[most] = cap;
}

interface Ceiling {
  path: string;
  got: number | undefined;
  value: number;
  of: "maxNodes" | "maxJobs";
}

function ceilings({ kind, props }: Resource<Growing>): Ceiling[] {
  const nodes = (path: string, got: number | undefined): Ceiling => ({ path, got, value: got ?? 0, of: "maxNodes" });
  switch (kind) {
    case "aws:autoscaling:Group":
      return [nodes("maxSize", props.maxSize)];
    case "aws:eks:NodeGroup":
      return [nodes("scalingConfig.maxSize", props.scalingConfig?.maxSize)];
    case "azure-native:containerservice:AgentPool":
      return [nodes("maxCount", props.maxCount), nodes("count", props.count)];
    case "azure-native:containerservice:ManagedCluster":
      return (props.agentPoolProfiles ?? []).flatMap(({ count, maxCount }, index) => [
        nodes(`agentPoolProfiles[${index}].maxCount`, maxCount),
        nodes(`agentPoolProfiles[${index}].count`, count),
      ]);
    case "kubernetes:keda.sh:ScaledJob": {
      const got = props.spec?.maxReplicaCount;
      return [{ path: "spec.maxReplicaCount", got, value: got ?? MOST_JOBS, of: "maxJobs" }];
    }
  }
}
