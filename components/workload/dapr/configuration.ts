import type { Agent } from "../../agent.ts";
import { usesTopics } from "../../agentEnvironment.ts";
import type { Manifest } from "../../kubernetes/manifest.ts";
import type { WorkloadContext } from "../context.ts";
import { metadataOf } from "../labels.ts";

/** Under which sidecars show each other who they are: `spiffe://agents/ns/<namespace>/<app id>`. */
const TRUST_DOMAIN = "agents";

/**
 * What a sidecar does and lets others do: traces one request in ten, answers only to the callers named, and offers the
 * agent only the APIs that its settings speak of. Encryption is left to the control plane, which decides it for all.
 */
export function configuration(agent: Agent, context: WorkloadContext): Manifest {
  return {
    apiVersion: "dapr.io/v1alpha1",
    kind: "Configuration",
    metadata: metadataOf(agent, context),
    spec: {
      tracing: {
        samplingRate: "0.1",
        otel: { endpointAddress: context.collector.address, isSecure: false, protocol: "grpc" },
      },
      metrics: { enabled: true, recordErrorCodes: true, http: { increasedCardinality: false, excludeVerbs: true } },
      accessControl: {
        defaultAction: "deny",
        trustDomain: TRUST_DOMAIN,
        policies: (agent.callers ?? []).map((appId) => ({
          appId,
          defaultAction: "allow",
          trustDomain: TRUST_DOMAIN,
          namespace: context.team,
        })),
      },
      api: { allowed: apisOf(agent) },
      secrets: { scopes: [{ storeName: "kubernetes", defaultAccess: "deny" }] },
    },
  };
}

/** Over both protocols: the list of one bounds that one alone. */
function apisOf(agent: Agent) {
  const names = [
    "metadata",
    // Who is called decides about it.
    "invoke",
    ...(agent.state ? ["state"] : []),
    ...(agent.state?.actors ? ["actors"] : []),
    ...(usesTopics(agent) ? ["publish"] : []),
  ];
  return names.flatMap((name) => ["http", "grpc"].map((protocol) => ({ name, version: "v1", protocol })));
}
