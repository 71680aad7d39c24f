import type { IContainer } from "kubernetes-models/v1";
import type { Agent } from "../../agent.ts";
import { METRICS_PORT } from "../../agentEnvironment.ts";
import type { WorkloadContext } from "../context.ts";
import { HTTP, HTTP_METRICS } from "../names.ts";
import { PRE_STOP_SECONDS } from "./drain.ts";
import { environmentOf } from "./environment.ts";
import { imageOf } from "./image.ts";

/** The volume for temporary files: the root file system is read-only. */
export const TEMPORARY = "tmp";

/** The agent's container. It has the agent's name, which autoscalers refer to. */
export function containerOf(agent: Agent, context: WorkloadContext): IContainer {
  return {
    name: agent.name,
    image: imageOf(agent, context),
    imagePullPolicy: "IfNotPresent",
    ports: [
      { name: HTTP, containerPort: agent.port },
      { name: HTTP_METRICS, containerPort: METRICS_PORT },
    ],
    env: environmentOf(agent, context),
    resources: resourcesOf(agent),
    ...probesOf(),
    lifecycle: { preStop: { sleep: { seconds: PRE_STOP_SECONDS } } },
    volumeMounts: [{ name: TEMPORARY, mountPath: "/tmp" }],
    securityContext: {
      allowPrivilegeEscalation: false,
      privileged: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    },
  };
}

function resourcesOf({ resources: { cpu, memory, requests } }: Agent): IContainer["resources"] {
  return {
    requests: {
      cpu: millicores(requests?.cpu ?? cpu),
      memory: requests?.memory ?? memory,
      "ephemeral-storage": "256Mi",
    },
    limits: { cpu: millicores(cpu), memory, "ephemeral-storage": "1Gi" },
  };
}

/** CPU as Kubernetes writes it back, so that no tool sees a difference: `500m`, `2`. */
function millicores(cores: number): string {
  return Number.isInteger(cores) ? String(cores) : `${Math.round(cores * 1000)}m`;
}

/**
 * The source's probes. Its initial delays are a startup probe here: a fast start is not held up, and a slow one, up to
 * 60 s, is not killed.
 */
function probesOf(): Pick<IContainer, "startupProbe" | "livenessProbe" | "readinessProbe"> {
  return {
    startupProbe: {
      httpGet: { path: "/health", port: HTTP },
      periodSeconds: 2,
      timeoutSeconds: 2,
      failureThreshold: 30,
    },
    livenessProbe: {
      httpGet: { path: "/health", port: HTTP },
      periodSeconds: 10,
      timeoutSeconds: 5,
      failureThreshold: 3,
    },
    readinessProbe: {
      httpGet: { path: "/ready", port: HTTP },
      periodSeconds: 5,
      timeoutSeconds: 3,
      failureThreshold: 3,
    },
  };
}
