import { z } from "zod";
import { AgentParts, PARTS, type Part } from "../../lib/agents/agentParts.ts";
import { AGENT_SELECTOR, isAgent } from "../../lib/agents/agents.ts";
import { ROOT_NAMESPACE } from "../../lib/istio/mesh.ts";
import { POD_KINDS } from "../../lib/kubernetes/pods.ts";
import { stackRule } from "../../lib/rule.ts";

/** One finding for each agent, which lists all that it lacks around it. How good each part is, other policies judge. */
export const rule = stackRule({
  name: "agent-bundle-complete",
  pack: "governance",
  enforcement: "advice",
  severity: "medium",
  description: "An agent must come with all that keeps it in bounds and in sight.",
  why: "an agent without bounds is found by its damage or by its bill",
  fix: "add what is missing to the stack, in the agent's namespace where it is a Kubernetes object",
  references: ["LLM10", "ASI08", "ASI10"],
  knobs: {
    ...AGENT_SELECTOR,
    ...ROOT_NAMESPACE,
    required: z
      .array(z.enum(Object.keys(PARTS) as [Part, ...Part[]]))
      .default(Object.keys(PARTS) as Part[])
      .describe("Parts that every agent must come with."),
  },
  check(stack, { agentSelector, required, rootNamespace }) {
    const parts = new AgentParts(stack, rootNamespace);
    return stack.of(...POD_KINDS, "azure-native:app:ContainerApp").flatMap((resource) => {
      if (!isAgent(resource, agentSelector)) return [];
      const missing = required.filter((part) => !parts.has(resource, part));
      if (missing.length === 0) return [];
      return [{ resource, path: "", want: missing.map((part) => PARTS[part]).join(", "), absent: true }];
    });
  },
});
