import type { IVerticalPodAutoscaler } from "@kubernetes-models/autoscaler/autoscaling.k8s.io/v1";
import type { Agent } from "../../agent.ts";
import type { Manifest } from "../../kubernetes/manifest.ts";
import type { WorkloadContext } from "../context.ts";
import { metadataOf } from "../labels.ts";
import { scaleTarget } from "./scaleTarget.ts";

/**
 * What the agent should request, as a recommendation between the source's bounds. It changes nothing: the other
 * autoscaler divides CPU use by the requests, so that raised ones would look like less load.
 */
export function verticalAutoscaler(agent: Agent, context: WorkloadContext): Manifest {
  return {
    apiVersion: "autoscaling.k8s.io/v1",
    kind: "VerticalPodAutoscaler",
    metadata: metadataOf(agent, context),
    spec: {
      targetRef: scaleTarget(agent),
      updatePolicy: { updateMode: "Off" },
      resourcePolicy: {
        containerPolicies: [
          {
            containerName: agent.name,
            controlledResources: ["cpu", "memory"],
            minAllowed: { cpu: "100m", memory: "256Mi" },
            maxAllowed: { cpu: "4", memory: "8Gi" },
          },
          // Sidecars have the sizes that their own projects recommend.
          { containerName: "*", mode: "Off" },
        ],
      },
    },
  } satisfies IVerticalPodAutoscaler;
}
