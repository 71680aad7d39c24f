import type { Agent } from "../../agent.ts";
import { apiTokenSecret, appTokenSecret, DAPR_METRICS_PORT } from "../names.ts";
import { SIDECAR_SECONDS } from "./drain.ts";

/** What the pod tells Dapr's injector about its sidecar. */
export function daprAnnotations(agent: Agent): Record<string, string> {
  return {
    "dapr.io/enabled": "true",
    "dapr.io/app-id": agent.name,
    "dapr.io/app-port": String(agent.port),
    "dapr.io/app-protocol": "http",
    "dapr.io/config": agent.name,
    "dapr.io/log-level": "info",
    "dapr.io/log-as-json": "true",
    "dapr.io/enable-metrics": "true",
    "dapr.io/metrics-port": String(DAPR_METRICS_PORT),
    // Starts before the agent and stops after it, so that a draining agent can still save its state.
    "dapr.io/enable-native-sidecar": "true",
    "dapr.io/app-max-concurrency": String(agent.scaling.concurrency),
    // Asked at /ready and not at /health: a draining agent gets no more messages. It would send each one back until Dapr
    // gives up and moves it to the dead-letter topic.
    "dapr.io/enable-app-health-check": "true",
    "dapr.io/app-health-check-path": "/ready",
    "dapr.io/app-health-probe-interval": "5",
    // The agent answers within 2 s; in milliseconds, unlike the interval.
    "dapr.io/app-health-probe-timeout": "3000",
    "dapr.io/app-health-threshold": "3",
    // Ends early once the agent is gone.
    "dapr.io/block-shutdown-duration": `${agent.drainSeconds}s`,
    "dapr.io/graceful-shutdown-seconds": String(SIDECAR_SECONDS),
    "dapr.io/api-token-secret": apiTokenSecret(agent.name),
    "dapr.io/app-token-secret": appTokenSecret(agent.name),
    "dapr.io/disable-builtin-k8s-secret-store": "true",
    "dapr.io/sidecar-seccomp-profile-type": "RuntimeDefault",
    // Sizes that Dapr recommends for production; Go returns memory before the limit kills it.
    "dapr.io/sidecar-cpu-request": "100m",
    "dapr.io/sidecar-cpu-limit": "300m",
    "dapr.io/sidecar-memory-request": "250Mi",
    "dapr.io/sidecar-memory-limit": "1000Mi",
    "dapr.io/env": "GOMEMLIMIT=900MiB",
  };
}
