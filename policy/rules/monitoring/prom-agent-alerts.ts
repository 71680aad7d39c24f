import { z } from "zod";
import { AGENT_SELECTOR, isAgent } from "../../lib/agents/agents.ts";
import { POD_KINDS } from "../../lib/kubernetes/pods.ts";
import { rulesOf } from "../../lib/kubernetes/prometheusRules.ts";
import { stackRule } from "../../lib/rule.ts";

/** Where there are agents, alerts must watch what they use up and when they fail. */
export const rule = stackRule({
  name: "prom-agent-alerts",
  pack: "reliability",
  enforcement: "advice",
  severity: "medium",
  description: "A stack with agents must have alerts about their tokens, their cost and their errors.",
  why: "an agent in a loop spends a month's budget over night",
  fix: "add alerts to a PrometheusRule whose names or expressions have these words",
  references: ["OWASP LLM10", "OWASP ASI08"],
  knobs: {
    ...AGENT_SELECTOR,
    agentAlertNames: z
      .array(z.string())
      .default(["token", "cost", "error"])
      .describe("Words of which each must be in some alert's name or expression, in any case."),
  },
  check(stack, { agentSelector, agentAlertNames }) {
    if (!stack.of(...POD_KINDS).some((workload) => isAgent(workload, agentSelector))) return [];
    const alerts = stack
      .of("kubernetes:monitoring.coreos.com:PrometheusRule")
      .flatMap((each) => rulesOf(each))
      .filter(({ rule }) => rule.alert !== undefined)
      .map(({ rule }) => `${rule.alert} ${rule.expr}`.toLowerCase());
    return agentAlertNames
      .filter((word) => !alerts.some((alert) => alert.includes(word.toLowerCase())))
      .map((word) => ({ resource: stack.root, path: "", id: word, want: `an alert about "${word}"`, absent: true }));
  },
});
