import type { input } from "@pulumi/azure-native/types/index.js";
import type * as pulumi from "@pulumi/pulumi";
import type { Agent } from "../../agent.ts";

/**
 * When another replica starts: too many requests at a time, or too many messages waiting on a topic.
 * @param busNamespace short name of the Service Bus namespace; the scaler adds the domain itself
 * @param identityId resource id of the identity that may read queue depths
 */
export function scaleRules(
  agent: Agent,
  busNamespace: pulumi.Input<string>,
  identityId: pulumi.Input<string>,
): input.app.ScaleRuleArgs[] {
  const { concurrency, queue } = agent.scaling;
  const requests: input.app.ScaleRuleArgs[] =
    agent.ingress.exposure === "none"
      ? []
      : [{ name: "requests", http: { metadata: { concurrentRequests: String(concurrency) } } }];
  const messages = agent.topics.subscribe.map((topicName) => ({
    name: `messages-${topicName}`,
    custom: {
      type: "azure-servicebus",
      identity: identityId,
      metadata: { namespace: busNamespace, topicName, subscriptionName: agent.name, messageCount: String(queue) },
    },
  }));
  return [...requests, ...messages];
}
