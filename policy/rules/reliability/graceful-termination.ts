import { z } from "zod";
import { AGENT_SELECTOR, isAgent } from "../../lib/agents/agents.ts";
import { POD_KINDS, podOf } from "../../lib/kubernetes/pods.ts";
import { resourceRule } from "../../lib/rule.ts";

/** What Kubernetes gives a pod that says nothing. */
const DEFAULT_SECONDS = 30;

/** Every pod must get time to end, and an agent's enough to finish or hand over its run: Dapr's 30 s are too few. */
export const rule = resourceRule({
  name: "graceful-termination",
  pack: "reliability",
  enforcement: "advice",
  severity: "medium",
  description: "A pod must get time to finish its work before it is killed, and an agent's enough for a run.",
  why: "every rollout, drain and scale-down cuts off runs that have already been paid for",
  fix: "set terminationGracePeriodSeconds to the seconds that the longest piece of work takes",
  references: [],
  kinds: [...POD_KINDS, "azure-native:app:ContainerApp"],
  knobs: {
    ...AGENT_SELECTOR,
    agentSeconds: z.int().min(1).default(60).describe("Fewest seconds that an agent's pod gets to finish its work."),
  },
  check(resource, { agentSelector, agentSeconds }) {
    const least = isAgent(resource, agentSelector) ? agentSeconds : 1;
    const want = `at least ${least}`;
    if (resource.kind === "azure-native:app:ContainerApp") {
      const got = resource.props.template?.terminationGracePeriodSeconds;
      if ((got ?? DEFAULT_SECONDS) >= least) return [];
      return [{ path: "template.terminationGracePeriodSeconds", got, want }];
    }
    const pod = podOf(resource);
    const got = pod?.spec.terminationGracePeriodSeconds;
    if (!pod || (got ?? DEFAULT_SECONDS) >= least) return [];
    return [{ path: `${pod.path}.terminationGracePeriodSeconds`, got, want }];
  },
});
