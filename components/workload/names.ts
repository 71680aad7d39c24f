import { PUBSUB, STATE_STORE } from "../agentEnvironment.ts";

/** Port of the Dapr sidecar's own metrics. Its default, 9090, is where the agent's are. */
export const DAPR_METRICS_PORT = 9095;

/** Port on which sidecars call each other. */
export const DAPR_INTERNAL_PORT = 50002;

/** Name of the agent's port for requests, on pod and Service. */
export const HTTP = "http";

/** Names of the ports that Prometheus reads. */
export const HTTP_METRICS = "http-metrics";
export const DAPR_METRICS = "dapr-metrics";

/** The Service of a new version that nobody is sent to yet. */
export function previewService(agent: string): string {
  return `${agent}-preview`;
}

/** The Secret with what the agent's settings name under `secrets`. */
export function secretName(agent: string): string {
  return `${agent}-secrets`;
}

/** The Secret with the token that the agent shows its sidecar. */
export function apiTokenSecret(agent: string): string {
  return `${agent}-dapr-api-token`;
}

/** The Secret with the token that the sidecar shows the agent. */
export function appTokenSecret(agent: string): string {
  return `${agent}-app-api-token`;
}

/** Key of the token in either Secret. Dapr reads no other. */
export const TOKEN_KEY = "token";

/** The agent's state store. A Component's name is unique in its namespace, and a team has several agents. */
export function stateStoreName(agent: string): string {
  return STATE_STORE.replace("agent", agent);
}

/** The agent's pub/sub. */
export function pubsubName(agent: string): string {
  return PUBSUB.replace("agent", agent);
}
