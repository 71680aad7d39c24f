import { rule } from "../../../../policy/rules/governance/budget-present.ts";
import { aws } from "../../../support/aws.ts";
import { azure } from "../../../support/azureResource.ts";
import { deployment } from "../../../support/kubernetes.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

const stack: Fixture = { type: "pulumi:pulumi:Stack", name: "daca", props: {} };
const agent: Fixture = { ...deployment(), name: "agent" };

function azureBudget(notification: object, amount = 150) {
  return azure("consumption:Budget", { amount, notifications: { all: notification } }, { name: "budget" });
}

function awsBudget(notification: object) {
  return aws("budgets:Budget", { limitAmount: "200", limitUnit: "USD", notifications: [notification] });
}

const told = { enabled: true, threshold: 80, contactEmails: ["agents@acme.example"] };

describeRule(rule, {
  passes: {
    "agents with a budget of AWS": {
      of: [awsBudget({ threshold: 90, thresholdType: "PERCENTAGE", subscriberSnsTopicArns: ["arn"] }), agent, stack],
    },
    "agents with a budget of Azure that tells a role": {
      of: [azureBudget({ ...told, contactEmails: [], contactRoles: ["Owner"] }), agent, stack],
      knobs: { maxAmount: 150 },
    },
    "a stack without agents": { of: stack },
    "a stack without what its config calls agents": {
      of: [agent, stack],
      knobs: { agentSelector: { "app.kubernetes.io/component": "robot" } },
    },
  },
  fails: {
    "agents without a budget": { of: [agent, stack], finds: ["daca : got nothing, want a budget"] },
    "a budget that tells nobody": {
      of: [azureBudget({ ...told, contactEmails: [] }), agent],
      finds: ["budget notifications: got [], want a notification to somebody at 100 % or less"],
    },
    "a budget that tells too late, by percent and by amount": {
      of: [
        azureBudget({ ...told, threshold: 120 }),
        awsBudget({ threshold: 300, thresholdType: "ABSOLUTE_VALUE", subscriberEmailAddresses: ["a@acme.example"] }),
        agent,
      ],
      knobs: { threshold: 90 },
      finds: [
        "budget notifications: got [120], want a notification to somebody at 90 % or less",
        "budget notifications: got [150], want a notification to somebody at 90 % or less",
      ],
    },
    "a budget that is too large": {
      of: [azureBudget(told, 5000), agent],
      knobs: { maxAmount: 1000 },
      finds: ["budget amount: got 5000, want at most 1000"],
    },
  },
  unknown: {
    "an amount that is not known yet": {
      of: [azureBudget(told), agent],
      path: "amount",
      knobs: { maxAmount: 1000 },
    },
  },
  mutation: {
    kind: "azure-native:consumption:Budget",
    change: ({ props }) => {
      props.notifications = {};
    },
  },
});
