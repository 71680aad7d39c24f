import type { Agent } from "../../agent.ts";

/** Seconds before an agent is told to stop, in which every node learns to send it nothing more. */
export const PRE_STOP_SECONDS = 10;

/** Seconds after which a sidecar takes its agent for gone: three probes, five seconds apart. */
export const UNHEALTHY_SECONDS = 15;

/** Seconds that a sidecar gets to finish what it does for others. */
export const SIDECAR_SECONDS = 10;

/**
 * Seconds from the decision to stop a pod to its end: the pause before, the agent's own drain, then the sidecar, which
 * Kubernetes stops after the agent because it is a native one.
 */
export function gracePeriodSeconds(agent: Agent): number {
  return PRE_STOP_SECONDS + agent.drainSeconds + UNHEALTHY_SECONDS + SIDECAR_SECONDS;
}
