import type { IRollout } from "@kubernetes-models/argo-rollouts/argoproj.io/v1alpha1";
import type { Agent } from "../../agent.ts";
import type { Manifest } from "../../kubernetes/manifest.ts";
import type { WorkloadContext } from "../context.ts";
import { metadataOf, selectorLabels } from "../labels.ts";
import { previewService } from "../names.ts";
import { podTemplate } from "../pod/podTemplate.ts";
import { previewTemplate, qualityTemplate } from "./analysis.ts";

type Strategy = NonNullable<IRollout["spec"]["strategy"]>;

/** An agent whose versions replace each other under watch. It names no replicas: the autoscaler decides. */
export function rollout(agent: Agent, context: WorkloadContext): Manifest {
  return {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "Rollout",
    metadata: metadataOf(agent, context),
    spec: {
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
      // A version that never gets ready is taken back, not left beside the old one.
      progressDeadlineAbort: true,
      strategy: agent.delivery.strategy === "blueGreen" ? { blueGreen: blueGreen(agent) } : { canary: canary(agent) },
      selector: { matchLabels: selectorLabels(agent) },
      template: podTemplate(agent, context),
    },
  } satisfies IRollout;
}

/** Which version an analysis looks at: the pods of the new one. */
const NEW_VERSION = [{ name: "revision", valueFrom: { podTemplateHashValue: "Latest" as const } }];

/** Weights are shares of the replicas, so that requests and messages alike meet the new version. */
function canary(agent: Agent): NonNullable<Strategy["canary"]> {
  const step = (weight: number, duration: string) => [{ setWeight: weight }, { pause: { duration } }];
  return {
    maxSurge: "25%",
    maxUnavailable: 0,
    // It begins with the first pause, which is longer than what it waits for before it judges.
    analysis: { templates: [{ templateName: qualityTemplate(agent.name) }], startingStep: 1, args: NEW_VERSION },
    steps: [...step(10, "10m"), ...step(25, "5m"), ...step(50, "5m")],
  };
}

/**
 * The new version stands beside the old one until it is promoted: by itself once its analysis passed, or, where the
 * settings keep production on the other colour, when they name this one.
 */
function blueGreen({ name, delivery, replicas }: Agent): NonNullable<Strategy["blueGreen"]> {
  const { newest, production } = delivery.strategy === "blueGreen" ? delivery : {};
  return {
    activeService: name,
    previewService: previewService(name),
    previewReplicaCount: Math.max(1, replicas.min),
    autoPromotionEnabled: newest === undefined || newest === production,
    prePromotionAnalysis: { templates: [{ templateName: previewTemplate(name) }], args: NEW_VERSION },
    postPromotionAnalysis: { templates: [{ templateName: qualityTemplate(name) }], args: NEW_VERSION },
    // The old version stays this long, so that going back takes no start. Longer than the analysis after the promotion
    // (5 minutes and 10 measurements), which Argo Rollouts gives up when the old version goes.
    scaleDownDelaySeconds: 1200,
  };
}
