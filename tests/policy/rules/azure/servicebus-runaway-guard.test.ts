import { rule } from "../../../../policy/rules/azure/servicebus-runaway-guard.ts";
import { azure } from "../../../support/azureResource.ts";
import { describeRule } from "../../../support/rule.ts";

const GUARDED = { deadLetteringOnMessageExpiration: true, maxDeliveryCount: 10, defaultMessageTimeToLive: "P14D" };

const queue = (change: object = {}) =>
  azure("servicebus:Queue", { queueName: "tasks", maxSizeInMegabytes: 1024, ...GUARDED, ...change });
const subscription = (change: object = {}) =>
  azure("servicebus:Subscription", { topicName: "tasks", subscriptionName: "agent", ...GUARDED, ...change });

describeRule(rule, {
  passes: {
    "a queue whose messages end": { of: queue({ lockDuration: "PT5M" }) },
    "a subscription, which has no size": { of: subscription() },
    "a topic, which delivers nothing itself": {
      of: azure("servicebus:Topic", { defaultMessageTimeToLive: "PT1H30M", maxSizeInMegabytes: 1024 }),
    },
    "Azure's own number of deliveries": { of: queue({ maxDeliveryCount: undefined }) },
    "a queue that waits longer where that is right": {
      of: queue({ maxDeliveryCount: 20, defaultMessageTimeToLive: "P30D", lockDuration: "PT10S" }),
      knobs: { maxDelivery: 20, maxTtl: "P1M", minLock: "PT5S" },
    },
  },
  fails: {
    "a subscription that says nothing": {
      of: azure("servicebus:Subscription", { topicName: "tasks" }),
      finds: [
        "deadLetteringOnMessageExpiration: got nothing, want true",
        "defaultMessageTimeToLive: got nothing, want at most P14D",
      ],
    },
    "a queue that tries too often, too fast and for too long": {
      of: queue({ maxDeliveryCount: 50, defaultMessageTimeToLive: "P10675199DT2H48M5.4775807S", lockDuration: "PT5S" }),
      finds: [
        'defaultMessageTimeToLive: got "P10675199DT2H48M5.4775807S", want at most P14D',
        'lockDuration: got "PT5S", want at least PT30S',
        "maxDeliveryCount: got 50, want at most 10",
      ],
    },
    "a topic without a size": {
      of: azure("servicebus:Topic", { defaultMessageTimeToLive: "P1D" }),
      finds: ["maxSizeInMegabytes: got nothing, want a size"],
    },
    "a queue that no agent reads": {
      of: queue({ maxDeliveryCount: 50 }),
      knobs: { notAgents: ["tasks"] },
      finds: ["maxDeliveryCount: got 50, want at most 10 (advice)"],
    },
  },
  unknown: { "a time that is not known yet": { of: queue(), path: "defaultMessageTimeToLive" } },
  remedies: {
    "messages that vanish, and too many deliveries": {
      of: subscription({ deadLetteringOnMessageExpiration: false, maxDeliveryCount: 100 }),
      to: { topicName: "tasks", subscriptionName: "agent", ...GUARDED },
    },
    "nothing of a topic": { of: azure("servicebus:Topic", { topicName: "tasks" }), to: undefined },
  },
  mutation: {
    kind: "azure-native:servicebus:Subscription",
    change: ({ props }) => {
      props.maxDeliveryCount = 1000;
    },
  },
});
