import type { IPodSpec } from "kubernetes-models/v1";
import type { Agent } from "../../agent.ts";
import type { WorkloadContext } from "../context.ts";
import { selectorLabels } from "../labels.ts";

/** Where an agent's replicas may lie: apart from each other, and on spot nodes where the agent allows it. */
export function placementOf(
  agent: Agent,
  context: WorkloadContext,
): Pick<IPodSpec, "topologySpreadConstraints" | "tolerations" | "affinity"> {
  const keys = [...(context.zones > 1 ? ["topology.kubernetes.io/zone"] : []), "kubernetes.io/hostname"];
  return {
    // Rather side by side than not at all.
    topologySpreadConstraints: keys.map((topologyKey) => ({
      maxSkew: 1,
      topologyKey,
      whenUnsatisfiable: "ScheduleAnyway",
      labelSelector: { matchLabels: selectorLabels(agent) },
    })),
    ...(agent.spot && context.spot ? onSpot(context.spot) : {}),
  };
}

/** Spot nodes are preferred, not required: when the cloud has none left, the agent still runs. */
function onSpot({ nodeSelector, tolerations }: NonNullable<WorkloadContext["spot"]>) {
  const matchExpressions = Object.entries(nodeSelector).map(([key, value]) => ({
    key,
    operator: "In" as const,
    values: [value],
  }));
  return {
    tolerations,
    affinity: {
      nodeAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, preference: { matchExpressions } }],
      },
    },
  };
}
