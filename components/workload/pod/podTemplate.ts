import type { IPodTemplateSpec } from "kubernetes-models/v1";
import type { Agent } from "../../agent.ts";
import type { WorkloadContext } from "../context.ts";
import { labelsOf } from "../labels.ts";
import { containerOf, TEMPORARY } from "./container.ts";
import { daprAnnotations } from "./daprAnnotations.ts";
import { disruptionAnnotations } from "./disruption.ts";
import { gracePeriodSeconds } from "./drain.ts";
import { placementOf } from "./placement.ts";

/** User `nonroot` of distroless images, by its number: Kubernetes cannot tell whether a name is root. */
const NONROOT = 65532;

/** The pods of an agent. Dapr's injector adds the sidecar. */
export function podTemplate(agent: Agent, context: WorkloadContext): IPodTemplateSpec {
  return {
    metadata: {
      labels: { ...labelsOf(agent, context), ...context.podLabels },
      annotations: {
        ...daprAnnotations(agent),
        ...disruptionAnnotations(agent),
        // The sidecar acts for the agent in the cloud. Agent code gets no token of its own.
        ...(context.cloud === "azure" ? { "azure.workload.identity/skip-containers": agent.name } : {}),
      },
    },
    spec: {
      serviceAccountName: agent.name,
      // The sidecar brings a token of its own, for Dapr alone (volume dapr-identity-token).
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      priorityClassName: context.priorityClass,
      terminationGracePeriodSeconds: gracePeriodSeconds(agent),
      securityContext: {
        runAsNonRoot: true,
        runAsUser: NONROOT,
        runAsGroup: NONROOT,
        fsGroup: NONROOT,
        seccompProfile: { type: "RuntimeDefault" },
      },
      ...placementOf(agent, context),
      containers: [containerOf(agent, context)],
      // On disk: in memory it would count towards the memory limit.
      volumes: [{ name: TEMPORARY, emptyDir: { sizeLimit: "256Mi" } }],
    },
  };
}
