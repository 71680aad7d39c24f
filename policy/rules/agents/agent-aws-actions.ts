import { z } from "zod";
import { identityUses } from "../../lib/agents/agentIdentities.ts";
import { AGENT_SELECTOR } from "../../lib/agents/agents.ts";
import { type Statement, statementsOf } from "../../lib/aws/iamDocument.ts";
import { documentsOf, managedPoliciesOf } from "../../lib/aws/rolePolicies.ts";
import type { Resource } from "../../lib/resource.ts";
import { type StackFinding, stackRule } from "../../lib/rule.ts";
import { referredBy } from "../../lib/siblings.ts";
import type { Stack } from "../../lib/stack.ts";

/** What reads, sends, receives and asks a model; nothing that makes, changes or deletes a resource or a right. */
const DATA_ACTIONS = [
  "*:Get*",
  "*:BatchGet*",
  "*:List*",
  "*:Describe*",
  "bedrock:InvokeModel*",
  "bedrock:ApplyGuardrail",
  "dynamodb:Query",
  "kms:Decrypt",
  "kms:GenerateDataKey*",
  "rds-db:connect",
  "sns:Publish",
  "sqs:ChangeMessageVisibility",
  "sqs:DeleteMessage",
  "sqs:ReceiveMessage",
  "sqs:SendMessage",
  "xray:PutTelemetryRecords",
  "xray:PutTraceSegments",
];

/** The role of an agent, in EKS or in Bedrock, may allow data actions alone, in all of the policies that it has. */
export const rule = stackRule({
  name: "agent-aws-actions",
  pack: "security",
  enforcement: "production",
  severity: "critical",
  description: "An agent must be allowed no action in AWS beyond those on the data that it works on.",
  why: "a prompt could make it change resources, or give itself more rights",
  fix: "name the actions that the agent needs, and list under allowedActions those that it is made for",
  references: ["LLM06", "ASI03"],
  knobs: {
    ...AGENT_SELECTOR,
    allowedActions: z
      .array(z.string())
      .default(DATA_ACTIONS)
      .describe("Actions, with *, that an agent may be allowed."),
    allowedPolicies: z.array(z.string()).default([]).describe("ARNs of policies of AWS itself that an agent may have."),
  },
  check(stack, { agentSelector, allowedActions, allowedPolicies }) {
    const allowed = allowedActions.map(matcher);
    const isAllowed = (action: string) => allowed.some((matches) => matches.test(action));
    return rolesOfAgents(stack, agentSelector).flatMap((role) => [
      ...documentsOf(stack, role).flatMap(({ resource, document, path }) =>
        statementsOf(document, path).flatMap((statement) =>
          beyond(statement, isAllowed).map((finding) => ({ ...finding, resource })),
        ),
      ),
      ...managedPoliciesOf(stack, role)
        .filter(({ arn }) => !allowedPolicies.includes(arn))
        .map(({ resource, path, arn }) => ({ resource, path, got: arn, want: "a policy whose actions can be seen" })),
    ]);
  },
});

type Role = Resource<"aws:iam:Role">;

function rolesOfAgents(stack: Stack, agentSelector: Record<string, string>): Role[] {
  const roles = stack.of("aws:iam:Role");
  const uses = identityUses(stack, agentSelector).filter((use) => use.sort === "IAM role" && use.isAgent);
  const ofBedrock = stack
    .of("aws:bedrock:AgentAgent")
    .flatMap((agent) => referredBy(agent, "agentResourceRoleArn", roles));
  const urns = new Set([...uses.map(({ identity }) => identity), ...ofBedrock.map(({ urn }) => urn)]);
  return roles.filter(({ urn }) => urns.has(urn));
}

function beyond(
  { effect, actions, notActions }: Statement,
  isAllowed: (action: string) => boolean,
): Omit<StackFinding, "resource">[] {
  if (effect !== "Allow") return [];
  const want = "an action of allowedActions, or none";
  return [
    ...actions.filter(({ value }) => !isAllowed(value)),
    // It allows all that it does not name.
    ...notActions.slice(0, 1),
  ].map(({ value, path }) => ({ path, got: value, want, id: `Action::${value}` }));
}

/** Matches action names as IAM does, without regard to case; a wildcard of the action itself only fits one of the pattern. */
function matcher(pattern: string): RegExp {
  const parts = pattern.split("*").map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "i");
}
