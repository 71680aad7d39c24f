import * as pulumi from "@pulumi/pulumi";
import type { Agent } from "../../agent.ts";
import { deadLetterTopic, writableTopics } from "../../agentEnvironment.ts";

/** The one queue of an agent that listens, with the topics that are handed on to it. */
export interface AgentQueue {
  /** Name of the agent and of its queue: Dapr looks for a queue named as its consumer id. */
  name: string;
  topics: string[];
  /** Queue that keeps what the agent could not handle, and topic by which the agent's sidecar gives it up. */
  deadLetters: string;
  visibilitySeconds: number;
}

/** Longest that SQS hides a message. */
const MOST_SECONDS = 43_200;

/** Seconds for retries that begin while a message is hidden. */
const RETRIES = 300;

/**
 * The queues of the agents that listen to topics.
 * @throws {RunError} when the queue of one agent is called as the dead-letter queue of another
 */
export function agentQueues(agents: readonly Agent[]): AgentQueue[] {
  const queues = queuesOf(agents);
  const clash = queues.find(({ deadLetters }) => queues.some(({ name }) => name === deadLetters));
  if (clash) {
    throw new pulumi.RunError(
      `the agent ${clash.deadLetters} would share a queue with the dead letters of ${clash.name}: call it something else`,
    );
  }
  return queues;
}

function queuesOf(agents: readonly Agent[]): AgentQueue[] {
  return agents.flatMap((agent) => {
    const deadLetters = deadLetterTopic(agent);
    if (deadLetters === undefined) return [];
    const { name, topics } = agent;
    return [{ name, topics: topics.subscribe.toSorted(), deadLetters, visibilitySeconds: visibilitySeconds(agent) }];
  });
}

/** Every topic that an agent writes or listens to. */
export function topicNames(agents: readonly Agent[]): string[] {
  return [...new Set(agents.flatMap((agent) => [...writableTopics(agent), ...agent.topics.subscribe]))].toSorted();
}

/**
 * Seconds that a message is hidden from other replicas. Dapr does not renew it, so it covers the longest turn twice: a
 * message may wait for one turn to end before its own begins.
 */
export function visibilitySeconds({ drainSeconds }: Agent): number {
  return Math.min(2 * drainSeconds + RETRIES, MOST_SECONDS);
}
