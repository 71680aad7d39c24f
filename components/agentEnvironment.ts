import type { Agent } from "./agent.ts";

/** Port of the agent's own metrics. */
export const METRICS_PORT = 9090;

/** Names of the Dapr components that agents find in every tier. */
export const STATE_STORE = "agent-statestore";
export const PUBSUB = "agent-pubsub";

/**
 * The plain environment variables an agent gets in every tier: its contract with the platform.
 * @param environment the stack's `daca:environment`, such as `dev`
 */
export function agentEnvironment(agent: Agent, environment: string): Record<string, string> {
  const { subscribe, publish } = agent.topics;
  const deadLetters = deadLetterTopic(agent);
  return {
    ...agent.env,
    AGENT_NAME: agent.name,
    ENVIRONMENT: environment,
    PORT: String(agent.port),
    METRICS_PORT: String(METRICS_PORT),
    DRAIN_SECONDS: String(agent.drainSeconds),
    OTEL_SERVICE_NAME: agent.name,
    DAPR_HTTP_PORT: "3500",
    DAPR_GRPC_PORT: "50001",
    ...(agent.state ? { STATE_STORE } : {}),
    ...(usesTopics(agent) ? { PUBSUB } : {}),
    ...(subscribe.length > 0 ? { SUBSCRIBE_TOPICS: subscribe.join(",") } : {}),
    ...(publish.length > 0 ? { PUBLISH_TOPICS: publish.join(",") } : {}),
    ...(deadLetters === undefined ? {} : { DEAD_LETTER_TOPIC: deadLetters }),
    CONCURRENCY: String(agent.scaling.concurrency),
  };
}

/**
 * The topic to which Dapr moves what the agent could not handle, or undefined where it listens to none. A message that
 * the agent drops is gone without it: the broker's own dead-letter queue only sees what was offered too often.
 */
export function deadLetterTopic(agent: Agent): string | undefined {
  return agent.topics.subscribe.length > 0 ? `${agent.name}-dead-letter` : undefined;
}

/** Every topic that the agent may write to: those it names, and its dead-letter topic. */
export function writableTopics(agent: Agent): string[] {
  const deadLetters = deadLetterTopic(agent);
  return deadLetters === undefined ? agent.topics.publish : [...agent.topics.publish, deadLetters];
}

/** Whether the agent talks over topics at all. */
export function usesTopics(agent: Agent): boolean {
  return agent.topics.subscribe.length + agent.topics.publish.length > 0;
}
