import { rule } from "../../../../policy/rules/agents/agent-aws-actions.ts";
import { agent, association, role, serviceAccount, urnOf } from "../../../support/agentIdentities.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

const ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess";
const research = agent("research-agent", "research-agent");
const allowing = (...Action: string[]) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action, Resource: "*" }],
});
const inline = (document: object): Fixture => ({
  name: "policy",
  type: "aws:iam/rolePolicy:RolePolicy",
  props: { role: "agent-role", policy: JSON.stringify(document) },
});
const ofEks = (...others: Fixture[]) => [...others, research, role(), association("research-agent")];
const attachment = (policyArn: string): Fixture => ({
  name: "attachment",
  type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  props: { role: "agent-role", policyArn },
});
const want = "want an action of allowedActions, or none";

describeRule(rule, {
  passes: {
    "actions on data": { of: ofEks(inline(allowing("sqs:SendMessage", "s3:GetObject", "bedrock:InvokeModel"))) },
    "actions that are denied": {
      of: ofEks(inline({ Statement: { Effect: "Deny", Action: "*", Resource: "*" } })),
    },
    "a role that no agent has": { of: [role(), inline(allowing("*")), association("operator")] },
    "an agent that is made for more": {
      of: ofEks(inline(allowing("ec2:StopInstances"))),
      knobs: { allowedActions: ["ec2:Stop*"] },
    },
    "a policy of AWS itself that may be": { of: ofEks(attachment(ADMIN)), knobs: { allowedPolicies: [ADMIN] } },
    "agents by another label": { of: ofEks(inline(allowing("*"))), knobs: { agentSelector: { tier: "agents" } } },
  },
  fails: {
    "an action on resources": {
      of: ofEks(inline(allowing("sqs:SendMessage", "sqs:DeleteQueue"))),
      finds: [`policy policy.Statement[0].Action[1]: got "sqs:DeleteQueue", ${want}`],
    },
    "all actions of a service": {
      of: ofEks(inline(allowing("s3:*"))),
      finds: [`policy policy.Statement[0].Action[0]: got "s3:*", ${want}`],
    },
    "all actions but some": {
      of: ofEks(inline({ Statement: { Effect: "Allow", NotAction: ["iam:*"], Resource: "*" } })),
      finds: [`policy policy.Statement.NotAction[0]: got "iam:*", ${want}`],
    },
    "a policy within the role": {
      of: [
        research,
        role("agent-role", { inlinePolicies: [{ policy: JSON.stringify(allowing("iam:PassRole")) }] }),
        serviceAccount("research-agent", { "eks.amazonaws.com/role-arn": "arn:aws:iam::123456789012:role/agent-role" }),
      ].map((each, index) => ({ ...each, name: ["pods", "role", "account"][index] as string })),
      finds: [`role inlinePolicies[0].policy.Statement[0].Action[0]: got "iam:PassRole", ${want}`],
    },
    "an attached policy of the stack": {
      of: ofEks(
        { name: "own", type: "aws:iam/policy:Policy", props: { policy: allowing("iam:PassRole") } },
        {
          ...attachment("arn:aws:iam::123456789012:policy/own-1"),
          options: { dependencies: ["urn:pulumi:test::daca::aws:iam/policy:Policy::own"] },
        },
      ),
      finds: [`own policy.Statement[0].Action[0]: got "iam:PassRole", ${want}`],
    },
    "a policy of AWS itself": {
      of: ofEks(attachment(ADMIN)),
      finds: [`attachment policyArn: got "${ADMIN}", want a policy whose actions can be seen`],
    },
    "a policy of AWS itself, listed by the role": {
      of: [research, role("agent-role", { managedPolicyArns: [ADMIN] }), association("research-agent")],
      finds: [`agent-role managedPolicyArns[0]: got "${ADMIN}", want a policy whose actions can be seen`],
    },
    "an agent of Bedrock": {
      of: [
        inline(allowing("lambda:UpdateFunctionCode")),
        role(),
        {
          name: "bedrock",
          type: "aws:bedrock/agentAgent:AgentAgent",
          props: { agentResourceRoleArn: "arn:aws:iam::123456789012:role/agent-role" },
          options: { dependencies: [urnOf(role())] },
        },
      ],
      finds: [`policy policy.Statement[0].Action[0]: got "lambda:UpdateFunctionCode", ${want}`],
    },
  },
  unknown: {
    "a policy that is not known yet": { of: ofEks(inline(allowing("*"))), path: "policy" },
  },
  mutation: {
    kind: "aws:iam:RolePolicy",
    change: ({ props }) => {
      props.policy = JSON.stringify(allowing("iam:CreateRole"));
    },
  },
});
