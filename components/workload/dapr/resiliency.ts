import type { Agent } from "../../agent.ts";
import { usesTopics } from "../../agentEnvironment.ts";
import type { Manifest } from "../../kubernetes/manifest.ts";
import type { WorkloadContext } from "../context.ts";
import { metadataOf } from "../labels.ts";
import { pubsubName, stateStoreName } from "../names.ts";

/** How often a backend is tried again, and when it is left in peace for a while. */
const OUTBOUND = { timeout: "backend", retry: "backend", circuitBreaker: "backend" };

/** How an agent gets on with its backends when they fail; none for an agent that has no backend. */
export function resiliency(agent: Agent, context: WorkloadContext): Manifest[] {
  const targets = {
    ...(agent.state ? { [stateStoreName(agent.name)]: { outbound: OUTBOUND } } : {}),
    ...(usesTopics(agent) ? { [pubsubName(agent.name)]: { outbound: OUTBOUND, inbound: { retry: "delivery" } } } : {}),
  };
  if (Object.keys(targets).length === 0) return [];
  return [
    {
      apiVersion: "dapr.io/v1alpha1",
      kind: "Resiliency",
      metadata: metadataOf(agent, context),
      scopes: [agent.name],
      spec: {
        policies: {
          timeouts: { backend: "10s" },
          retries: {
            backend: { policy: "exponential", maxInterval: "10s", maxRetries: 5 },
            // A message that the agent asks for again or fails. After the last time it goes to the dead-letter topic.
            delivery: { policy: "exponential", maxInterval: "30s", maxRetries: 10 },
          },
          circuitBreakers: {
            backend: { maxRequests: 1, interval: "10s", timeout: "30s", trip: "consecutiveFailures >= 5" },
          },
        },
        targets: { components: targets },
      },
    },
  ];
}
