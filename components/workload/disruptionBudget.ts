import type { IPodDisruptionBudget } from "kubernetes-models/policy/v1";
import type { Agent } from "../agent.ts";
import type { Manifest } from "../kubernetes/manifest.ts";
import type { WorkloadContext } from "./context.ts";
import { metadataOf, selectorLabels } from "./labels.ts";

/**
 * How many replicas a drain of nodes may stop at a time: a quarter, rounded up, so that there is always one. One by one,
 * a hundred replicas that drain for ten minutes each would take most of a day.
 */
export function disruptionBudget(agent: Agent, context: WorkloadContext): Manifest {
  return {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: metadataOf(agent, context),
    spec: {
      maxUnavailable: "25%",
      // A replica that cannot get ready does not keep its node from being drained.
      unhealthyPodEvictionPolicy: "AlwaysAllow",
      selector: { matchLabels: selectorLabels(agent) },
    },
  } satisfies IPodDisruptionBudget;
}
