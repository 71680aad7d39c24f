import { z } from "zod";
import { podOf } from "../kubernetes/pods.ts";
import { type AnyResource, isKind, type Resource } from "../resource.ts";

/** The knob by which rules tell agents from other workloads. */
export const AGENT_SELECTOR = {
  agentSelector: z
    .record(z.string(), z.string())
    .default({ "app.kubernetes.io/component": "agent" })
    .describe("Labels that all pods of agents have. A container app with Dapr is always an agent."),
};

/** Whether a resource runs an agent. */
export function isAgent(resource: AnyResource | Resource, agentSelector: Record<string, string>): boolean {
  const any = resource as AnyResource;
  if (isKind(any, "azure-native:app:ContainerApp")) return any.props.configuration?.dapr?.enabled === true;
  const labels = podOf(any)?.labels;
  return labels !== undefined && Object.entries(agentSelector).every(([key, value]) => labels[key] === value);
}
