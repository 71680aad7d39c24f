import type { Agent } from "../../agent.ts";

/** What runs an agent, as autoscalers refer to it. */
export interface ScaleTarget {
  apiVersion: string;
  kind: string;
  name: string;
}

/** A Deployment for an agent whose versions replace each other at once, else a Rollout. */
export function scaleTarget({ name, delivery }: Agent): ScaleTarget {
  return delivery.strategy === "rolling"
    ? { apiVersion: "apps/v1", kind: "Deployment", name }
    : { apiVersion: "argoproj.io/v1alpha1", kind: "Rollout", name };
}
