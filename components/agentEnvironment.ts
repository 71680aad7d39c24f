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
  };
}

/** Whether the agent talks over topics at all. */
export function usesTopics(agent: Agent): boolean {
  return agent.topics.subscribe.length + agent.topics.publish.length > 0;
}
