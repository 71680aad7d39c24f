import type * as pulumi from "@pulumi/pulumi";
import type { Agent } from "../../agent.ts";
import { deadLetterTopic, usesTopics, writableTopics } from "../../agentEnvironment.ts";
import { allow, type Statement } from "./policyDocument.ts";
import { arnOf, type Where } from "./where.ts";

/**
 * What `pubsub.aws.snssqs` does for an agent when it may make no topic and no queue (components-contrib 1.18,
 * pubsub/aws/snssqs/snssqs.go): it looks up topics, subscriptions and queues, publishes, receives and deletes.
 */
export function messageRights(
  agent: Agent,
  where: Pick<Where, "region" | "accountId">,
  keyArn: pulumi.Input<string>,
): Statement[] {
  if (!usesTopics(agent)) return [];
  const topics = (names: string[]) => names.toSorted().map((name) => arnOf(where, "sns", name));
  const queue = (name: string) => arnOf(where, "sqs", name);
  const writable = writableTopics(agent);
  const deadLetters = deadLetterTopic(agent);
  const writes = writable.length === 0 ? [] : [allow(["sns:GetTopicAttributes", "sns:Publish"], topics(writable))];
  const hears =
    deadLetters === undefined
      ? []
      : [
          allow(["sns:GetTopicAttributes", "sns:ListSubscriptionsByTopic"], topics(agent.topics.subscribe)),
          allow(
            [
              "sqs:ChangeMessageVisibility",
              "sqs:DeleteMessage",
              "sqs:GetQueueAttributes",
              "sqs:GetQueueUrl",
              "sqs:ReceiveMessage",
            ],
            queue(agent.name),
          ),
          // It only makes sure that the queue is there.
          allow(["sqs:GetQueueAttributes", "sqs:GetQueueUrl"], queue(deadLetters)),
        ];
  const decrypts = allow(["kms:Decrypt", "kms:GenerateDataKey"], keyArn, {
    StringEquals: {
      "kms:ViaService": [`sns.${where.region}.amazonaws.com`, `sqs.${where.region}.amazonaws.com`],
    },
  });
  return [...writes, ...hears, decrypts];
}
