import type { Agent } from "../agent.ts";
import type { Manifest } from "../kubernetes/manifest.ts";
import { agentMonitor } from "../monitoring/agentMonitor.ts";
import { agentRules } from "../monitoring/agentRules.ts";
import type { WorkloadContext } from "./context.ts";
import { analysisTemplates } from "./delivery/analysis.ts";
import { deployment } from "./delivery/deployment.ts";
import { rollout } from "./delivery/rollout.ts";
import { disruptionBudget } from "./disruptionBudget.ts";
import { metadataOf, selectorLabels } from "./labels.ts";
import { DAPR_METRICS, HTTP_METRICS } from "./names.ts";
import { declaredHosts, hostPolicies } from "./network/hosts.ts";
import { networkPolicy } from "./network/networkPolicy.ts";
import { scaledObject } from "./scaling/scaledObject.ts";
import { verticalAutoscaler } from "./scaling/verticalAutoscaler.ts";
import { services } from "./service.ts";

/**
 * What an agent is on Kubernetes, in order of need and in plain values: what GitOps commits, and what Pulumi makes
 * itself where there is no GitOps. One agent's objects do not depend on which other agents there are.
 * @throws {pulumi.RunError} where its image is named incompletely
 */
export function agentManifests(agent: Agent, context: WorkloadContext): Manifest[] {
  return [
    networkPolicy(agent, context),
    ...hostPolicies(agent, context, `${agent.name}-hosts`, declaredHosts(agent)),
    ...services(agent, context),
    ...analysisTemplates(agent, context),
    agent.delivery.strategy === "rolling" ? deployment(agent, context) : rollout(agent, context),
    disruptionBudget(agent, context),
    agentMonitor({
      metadata: metadataOf(agent, context),
      podLabels: selectorLabels(agent),
      ports: [HTTP_METRICS, DAPR_METRICS],
    }),
    agentRules({
      metadata: metadataOf(agent, context),
      subject: { namespace: context.team, agent: agent.name },
      team: context.team,
      ...(agent.replicas.max > agent.replicas.min ? { maxReplicas: agent.replicas.max } : {}),
      runbooks: context.monitoring.runbooks,
    }),
    scaledObject(agent, context),
    verticalAutoscaler(agent, context),
  ];
}
