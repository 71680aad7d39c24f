import type * as pulumi from "@pulumi/pulumi";
import type { Manifest } from "../kubernetes/manifest.ts";

/** Experiments that break something on purpose, each only where it is described. */
export interface ChaosPlan {
  podKill?: ChaosTarget;
  cpuStress?: ChaosTarget & {
    seconds: number;
    /** CPU use of the one core that is kept busy. */
    loadPercent: number;
  };
  networkDelay?: ChaosTarget & { seconds: number; milliseconds: number; jitterMilliseconds: number };
}

interface ChaosTarget {
  /** Agents whose pods are hit. */
  agents: string[];
  /** When it starts, in UTC, as in cron. */
  schedule: string;
}

/** An agent that experiments may touch. */
export interface ChaosAgent {
  name: string;
  /** Its namespace. */
  team: string;
  /** Host of its state store, where it has one. */
  stateHost?: pulumi.Input<string>;
}

/** Annotation with the PromQL expression that must stay true while an experiment runs. */
export const STEADY_STATE = "daca/steady-state";

/**
 * Chaos Mesh's schedules: one for each experiment and agent. Each hits one pod at a time, ends by itself, stays in the
 * agent's namespace, and is not started while the one before still runs.
 */
export function chaosManifests(
  plan: ChaosPlan,
  agents: readonly ChaosAgent[],
  labels: Record<string, string>,
): Manifest[] {
  const { podKill, cpuStress, networkDelay } = plan;
  return agents.flatMap((agent): Manifest[] => {
    const experiment = (name: string, { schedule }: ChaosTarget, steadyState: string, spec: object): Manifest => ({
      apiVersion: "chaos-mesh.org/v1alpha1",
      kind: "Schedule",
      metadata: {
        name: `${agent.name}-${name}`,
        namespace: agent.team,
        labels: { ...labels, team: agent.team },
        annotations: { [STEADY_STATE]: steadyState },
      },
      spec: { schedule, historyLimit: 3, concurrencyPolicy: "Forbid", startingDeadlineSeconds: 60, ...spec },
    });
    const onePod = { mode: "one", selector: podsOf(agent) };
    const { stateHost } = agent;
    return [
      ...(podKill?.agents.includes(agent.name)
        ? [
            experiment("pod-kill", podKill, succeeds(agent), {
              type: "PodChaos",
              // At once, as a node that is lost would: a graceful end is what every rollout tries already.
              podChaos: { ...onePod, action: "pod-kill", gracePeriod: 0 },
            }),
          ]
        : []),
      ...(cpuStress?.agents.includes(agent.name)
        ? [
            experiment("cpu-stress", cpuStress, answersInTime(agent), {
              type: "StressChaos",
              stressChaos: {
                ...onePod,
                containerNames: [agent.name],
                duration: `${cpuStress.seconds}s`,
                stressors: { cpu: { workers: 1, load: cpuStress.loadPercent } },
              },
            }),
          ]
        : []),
      ...(networkDelay?.agents.includes(agent.name) && stateHost !== undefined
        ? [
            experiment("network-delay", networkDelay, keepsUp(agent), {
              type: "NetworkChaos",
              networkChaos: {
                ...onePod,
                action: "delay",
                direction: "to",
                externalTargets: [stateHost],
                delay: { latency: `${networkDelay.milliseconds}ms`, jitter: `${networkDelay.jitterMilliseconds}ms` },
                duration: `${networkDelay.seconds}s`,
              },
            }),
          ]
        : []),
    ];
  });
}

function podsOf({ name, team }: ChaosAgent) {
  return {
    namespaces: [team],
    labelSelectors: { "app.kubernetes.io/name": name, "app.kubernetes.io/component": "agent" },
  };
}

/** Of the runs that ended, 99 % did what they should: what a lost pod had begun, another one finishes. */
function succeeds({ name, team }: ChaosAgent): string {
  const rate = (outcomes: string) =>
    `sum(rate(agent_runs_total{namespace="${team}",agent="${name}",outcome=~"${outcomes}"}[5m]))`;
  return `${rate("succeeded")} / ${rate("succeeded|failed")} >= 0.99`;
}

/** 95 % of the answers come within the 5 s that HighAgentResponseTime allows. */
function answersInTime({ name, team }: ChaosAgent): string {
  const buckets = `agent_response_time_seconds_bucket{namespace="${team}",agent="${name}"}`;
  return `histogram_quantile(0.95, sum by (le) (rate(${buckets}[5m]))) < 5`;
}

/** No more wait than AgentQueueBacklog allows. */
function keepsUp({ name, team }: ChaosAgent): string {
  return `sum(agent_queue_length{namespace="${team}",agent="${name}"}) < 50`;
}
