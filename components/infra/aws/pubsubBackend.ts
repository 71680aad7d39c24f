import type { Agent } from "../../agent.ts";
import { deadLetterTopic } from "../../agentEnvironment.ts";
import type { DaprBackend } from "../../cluster/platform.ts";
import { visibilitySeconds } from "./messageRoutes.ts";
import type { Where } from "./where.ts";

/** Most messages that SQS hands over at a time. */
const MOST_MESSAGES = 10;

/** Seconds that SQS waits for a message before it says that there is none: the longest, and so the cheapest. */
export const WAIT_SECONDS = 20;

interface Bus extends Pick<Where, "region" | "accountId"> {
  /** Times that SQS offers a message before it moves it away. */
  deliveries: number;
}

/** The pub/sub of one agent on SNS and SQS, which finds what is there and makes nothing. */
export function pubsubBackend(agent: Agent, { region, accountId, deliveries }: Bus): DaprBackend {
  const deadLetters = deadLetterTopic(agent);
  const { concurrency } = agent.scaling;
  const settings: Record<string, string> = {
    region,
    accountID: accountId,
    // Also the name of the queue.
    consumerID: agent.name,
    disableEntityManagement: "true",
    ...(deadLetters === undefined
      ? {}
      : {
          sqsDeadLettersQueueName: deadLetters,
          messageReceiveLimit: String(deliveries),
          // Above the limit at which SQS moves a message away: at its own, Dapr would delete it.
          messageRetryLimit: String(deliveries + 1),
          messageVisibilityTimeout: String(visibilitySeconds(agent)),
          messageWaitTimeSeconds: String(WAIT_SECONDS),
          // What waits for a free place is hidden from replicas that have one.
          messageMaxNumber: String(Math.min(concurrency, MOST_MESSAGES)),
          concurrencyMode: "parallel",
          concurrencyLimit: String(concurrency),
        }),
  };
  return {
    type: "pubsub.aws.snssqs",
    version: "v1",
    metadata: Object.entries(settings).map(([name, value]) => ({ name, value })),
  };
}
