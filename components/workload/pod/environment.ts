import type { IEnvVar } from "kubernetes-models/v1";
import type { Agent } from "../../agent.ts";
import { agentEnvironment, usesTopics } from "../../agentEnvironment.ts";
import type { WorkloadContext } from "../context.ts";
import { apiTokenSecret, appTokenSecret, pubsubName, secretName, stateStoreName, TOKEN_KEY } from "../names.ts";

/** The environment variables of an agent's container. What is secret is referred to. */
export function environmentOf(agent: Agent, context: WorkloadContext): IEnvVar[] {
  const plain = {
    ...agentEnvironment(agent, context.environment),
    ...(agent.state ? { STATE_STORE: stateStoreName(agent.name) } : {}),
    ...(usesTopics(agent) ? { PUBSUB: pubsubName(agent.name) } : {}),
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://${context.collector.address}`,
    OTEL_RESOURCE_ATTRIBUTES: `service.namespace=${context.team},deployment.environment.name=${context.environment}`,
  };
  return [
    ...Object.entries(plain).map(([name, value]) => ({ name, value })),
    fromSecret("DAPR_API_TOKEN", apiTokenSecret(agent.name), TOKEN_KEY),
    fromSecret("APP_API_TOKEN", appTokenSecret(agent.name), TOKEN_KEY),
    ...Object.entries(agent.secrets).map(([name, key]) => fromSecret(name, secretName(agent.name), key)),
  ];
}

function fromSecret(variable: string, name: string, key: string): IEnvVar {
  return { name: variable, valueFrom: { secretKeyRef: { name, key } } };
}
