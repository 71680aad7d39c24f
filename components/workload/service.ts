import type { IService } from "kubernetes-models/v1";
import type { Agent } from "../agent.ts";
import { METRICS_PORT } from "../agentEnvironment.ts";
import type { Manifest } from "../kubernetes/manifest.ts";
import type { WorkloadContext } from "./context.ts";
import { metadataOf, selectorLabels } from "./labels.ts";
import { HTTP, HTTP_METRICS, previewService } from "./names.ts";

/** The Services of an agent: its own, and with blue/green one for the version that waits. */
export function services(agent: Agent, context: WorkloadContext): Manifest[] {
  const own = service(agent, context, agent.name);
  return agent.delivery.strategy === "blueGreen" ? [own, service(agent, context, previewService(agent.name))] : [own];
}

function service(agent: Agent, context: WorkloadContext, name: string): Manifest {
  const requests =
    agent.ingress.exposure === "none"
      ? []
      : [{ name: HTTP, port: 80, targetPort: HTTP, protocol: "TCP" as const, appProtocol: "http" }];
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: metadataOf(agent, context, name),
    spec: {
      type: "ClusterIP",
      selector: selectorLabels(agent),
      ports: [...requests, { name: HTTP_METRICS, port: METRICS_PORT, targetPort: HTTP_METRICS, protocol: "TCP" }],
    },
  } satisfies IService;
}
