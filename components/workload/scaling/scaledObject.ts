import type { IScaledObject } from "@kubernetes-models/keda/keda.sh/v1alpha1";
import type { Agent } from "../../agent.ts";
import type { Manifest } from "../../kubernetes/manifest.ts";
import { p95ResponseTime, queueLength, type Subject } from "../../monitoring/agentQueries.ts";
import type { WorkloadContext } from "../context.ts";
import { metadataOf } from "../labels.ts";
import { scaleTarget } from "./scaleTarget.ts";

type Trigger = IScaledObject["spec"]["triggers"][number];

/** How far ahead the forecast looks: a new node takes about 3 minutes and a replica one more. */
const FORECAST_SECONDS = 300;

/**
 * The one autoscaler of an agent: whatever asks for the most replicas wins. Where Prometheus is silent it keeps what
 * runs, and at least twice the minimum, instead of taking no news for no load.
 */
export function scaledObject(agent: Agent, context: WorkloadContext): Manifest {
  const { min, max } = agent.replicas;
  return {
    apiVersion: "keda.sh/v1alpha1",
    kind: "ScaledObject",
    metadata: metadataOf(agent, context),
    spec: {
      scaleTargetRef: scaleTarget(agent),
      pollingInterval: 15,
      minReplicaCount: min,
      maxReplicaCount: max,
      fallback: { failureThreshold: 3, replicas: Math.min(max, 2 * min), behavior: "currentReplicasIfHigher" },
      advanced: {
        // Deleted, it leaves the replicas as they are.
        restoreToOriginalReplicaCount: false,
        horizontalPodAutoscalerConfig: {
          behavior: {
            scaleUp: {
              stabilizationWindowSeconds: 0,
              policies: [
                { type: "Percent", value: 100, periodSeconds: 15 },
                { type: "Pods", value: 4, periodSeconds: 15 },
              ],
              selectPolicy: "Max",
            },
            scaleDown: {
              stabilizationWindowSeconds: 300,
              policies: [{ type: "Percent", value: 10, periodSeconds: 60 }],
            },
          },
        },
      },
      triggers: triggersOf(agent, context),
    },
  } satisfies IScaledObject;
}

function triggersOf(agent: Agent, context: WorkloadContext): Trigger[] {
  const { queue, latencySeconds, cpuPercent, forecast } = agent.scaling;
  const subject = { namespace: context.team, agent: agent.name };
  const prometheus = (
    name: string,
    metricType: "AverageValue" | "Value",
    query: string,
    threshold: number,
  ): Trigger => ({
    type: "prometheus",
    name,
    metricType,
    metadata: {
      serverAddress: context.monitoring.prometheusUrl,
      query,
      threshold: String(threshold),
      ignoreNullValues: "false",
      timeout: "3000",
    },
  });
  return [
    prometheus("queue", "AverageValue", sumOfQueue(subject), queue),
    // Not divided by the replicas: a response takes as long however many there are.
    prometheus("response-time", "Value", responseTime(subject), latencySeconds),
    {
      type: "cpu",
      name: "cpu",
      metricType: "Utilization",
      metadata: { value: String(cpuPercent), containerName: agent.name },
    },
    ...(forecast ? [prometheus("forecast", "AverageValue", queueForecast(subject), queue)] : []),
  ];
}

function sumOfQueue(subject: Subject): string {
  return `sum(${queueLength(subject)})`;
}

/** Without runs there is no response time (NaN), which reads as 0 here as long as the agent reports at all. */
function responseTime(subject: Subject): string {
  return `(${p95ResponseTime(subject)} >= 0) or ${sumOfQueue(subject)} * 0`;
}

/** The queue as it will be if it goes on as in the last 15 minutes. */
function queueForecast(subject: Subject): string {
  return `clamp_min(sum(predict_linear(${queueLength(subject)}[15m], ${FORECAST_SECONDS})), 0)`;
}
