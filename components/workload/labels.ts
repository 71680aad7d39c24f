import type { Agent } from "../agent.ts";
import type { PlainMetadata } from "../kubernetes/manifest.ts";
import type { WorkloadContext } from "./context.ts";

/** The labels by which the pods of an agent are found. They never change: a Deployment's selector cannot. */
export function selectorLabels(agent: Agent): Record<string, string> {
  return { "app.kubernetes.io/name": agent.name, "app.kubernetes.io/component": "agent" };
}

/** The labels of everything that an agent is made of. */
export function labelsOf(agent: Agent, context: WorkloadContext): Record<string, string> {
  return {
    ...selectorLabels(agent),
    "app.kubernetes.io/instance": agent.name,
    "app.kubernetes.io/part-of": "daca",
    "app.kubernetes.io/managed-by": context.delivery === "gitops" ? "argocd" : "pulumi",
    team: context.team,
    owner: context.owner,
    environment: context.environment,
  };
}

/** Name, namespace and labels of an object that belongs to an agent. The name is the agent's unless given. */
export function metadataOf(agent: Agent, context: WorkloadContext, name: string = agent.name): PlainMetadata {
  return { name, namespace: context.team, labels: labelsOf(agent, context) };
}
