import { AGENT_LABELS } from "./kubernetes.ts";
import type { Fixture } from "./rule.ts";

/** A disruption budget of the agent that `deployment` makes. */
export function disruptionBudget(spec: object = {}, name = "budget", namespace = "agents"): Fixture {
  return {
    name,
    type: "kubernetes:policy/v1:PodDisruptionBudget",
    props: {
      metadata: { name, namespace },
      spec: {
        selector: { matchLabels: { ...AGENT_LABELS } },
        maxUnavailable: 1,
        unhealthyPodEvictionPolicy: "AlwaysAllow",
        ...spec,
      },
    },
  };
}
