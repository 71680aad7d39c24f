import type { IDeployment } from "kubernetes-models/apps/v1";
import type { Agent } from "../../agent.ts";
import type { Manifest } from "../../kubernetes/manifest.ts";
import type { WorkloadContext } from "../context.ts";
import { metadataOf, selectorLabels } from "../labels.ts";
import { podTemplate } from "../pod/podTemplate.ts";

/** How many pods come and go at a time, as the source has it: a new one first, then an old one goes. */
const ONE_BY_ONE = { maxSurge: 1, maxUnavailable: 0 };

/** An agent whose versions replace each other pod by pod. It names no replicas: the autoscaler decides. */
export function deployment(agent: Agent, context: WorkloadContext): Manifest {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: metadataOf(agent, context),
    spec: {
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
      strategy: { type: "RollingUpdate", rollingUpdate: ONE_BY_ONE },
      selector: { matchLabels: selectorLabels(agent) },
      template: podTemplate(agent, context),
    },
  } satisfies IDeployment;
}
