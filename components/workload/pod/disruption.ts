import type { Agent } from "../../agent.ts";

/**
 * Whether the node under a replica may be taken away to save money. An agent parks its runs and goes elsewhere; an actor
 * is out of reach for seconds each time, so those stay, unless the agent asks for spot nodes anyway.
 */
export function disruptionAnnotations(agent: Agent): Record<string, string> {
  const stays = agent.state?.actors === true && !agent.spot;
  return {
    // Said either way: without it the autoscaler keeps every node with an emptyDir.
    "cluster-autoscaler.kubernetes.io/safe-to-evict": String(!stays),
    ...(stays ? { "karpenter.sh/do-not-disrupt": "true" } : {}),
  };
}
