import { z } from "zod";
import { AGENT_SELECTOR, isAgent } from "../../lib/agents/agents.ts";
import type { Resource } from "../../lib/resource.ts";
import { type StackFinding, stackRule } from "../../lib/rule.ts";

const AZURE = "azure-native:consumption:Budget";
const AWS = "aws:budgets:Budget";

/** A stack with agents should have a budget that tells somebody in time. Budgets warn, they do not stop. */
export const rule = stackRule({
  name: "budget-present",
  pack: "governance",
  enforcement: "advice",
  severity: "medium",
  description: "A stack with agents should have a budget that tells somebody before it is spent.",
  why: "an agent in a loop spends until the invoice comes",
  fix: "add a consumption.Budget or budgets.Budget with a notification to people",
  references: ["LLM10"],
  knobs: {
    ...AGENT_SELECTOR,
    maxAmount: z.number().positive().optional().describe("Largest amount of a budget. Without it, any."),
    threshold: z.number().positive().default(100).describe("Percent of the amount by which people must be told."),
  },
  check(stack, { agentSelector, maxAmount, threshold }) {
    if (!stack.resources.some((resource) => isAgent(resource, agentSelector))) return [];
    const budgets = stack.of(AZURE, AWS);
    if (budgets.length === 0) return [{ resource: stack.root, path: "", want: "a budget", absent: true }];
    return budgets.flatMap((resource) => {
      const findings: StackFinding[] = [];
      const { amount, path, percents } = read(resource);
      if (maxAmount !== undefined && amount !== undefined && amount > maxAmount) {
        findings.push({ resource, path, got: amount, want: `at most ${maxAmount}` });
      }
      if (!percents.some((percent) => percent <= threshold)) {
        const want = `a notification to somebody at ${threshold} % or less`;
        findings.push({ resource, path: "notifications", got: percents, want });
      }
      return findings;
    });
  },
});

/** The amount of a budget, and at which percents of it somebody is told. */
function read({ kind, props }: Resource<typeof AZURE | typeof AWS>): {
  amount: number | undefined;
  path: string;
  percents: number[];
} {
  if (kind === AZURE) {
    const notifications = Object.values(props.notifications ?? {}).filter(
      ({ enabled, contactEmails, contactGroups, contactRoles }) =>
        enabled !== false && [contactEmails, contactGroups, contactRoles].some((list) => (list ?? []).length > 0),
    );
    const percents = notifications.flatMap(({ threshold }) => threshold ?? []);
    return { amount: props.amount, path: "amount", percents };
  }
  const amount = props.limitAmount === undefined ? undefined : Number(props.limitAmount);
  const notifications = (props.notifications ?? []).filter(({ subscriberEmailAddresses, subscriberSnsTopicArns }) =>
    [subscriberEmailAddresses, subscriberSnsTopicArns].some((list) => (list ?? []).length > 0),
  );
  const percents = notifications.flatMap(({ threshold, thresholdType }) => {
    if (threshold === undefined) return [];
    return thresholdType === "ABSOLUTE_VALUE" ? (100 * threshold) / (amount ?? threshold) : threshold;
  });
  return { amount, path: "limitAmount", percents };
}
