import type { Container, PodSpec } from "../../policy/lib/kubernetes/pods.ts";
import type { Fixture } from "./rule.ts";

/** A container that every rule is content with; a case breaks one thing of it. */
export function container(change: Container = {}): Container {
  return {
    name: "agent",
    image: `ghcr.io/acme/research-agent:1.4.2@sha256:${"a".repeat(64)}`,
    ports: [{ name: "http", containerPort: 8000 }],
    resources: {
      requests: { cpu: "500m", memory: "1Gi", "ephemeral-storage": "1Gi" },
      limits: { cpu: "1", memory: "1Gi", "ephemeral-storage": "2Gi" },
    },
    readinessProbe: { httpGet: { path: "/ready", port: "http" } },
    livenessProbe: { httpGet: { path: "/health", port: "http" } },
    securityContext: {
      allowPrivilegeEscalation: false,
      privileged: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      runAsUser: 10001,
      capabilities: { drop: ["ALL"] },
      seccompProfile: { type: "RuntimeDefault" },
    },
    ...change,
  };
}

/** The spec of a pod that every rule is content with. */
export function podSpec(change: PodSpec = {}): PodSpec {
  return {
    serviceAccountName: "research-agent",
    automountServiceAccountToken: false,
    terminationGracePeriodSeconds: 600,
    containers: [container()],
    ...change,
  };
}

/** Labels of an agent's pods. */
export const AGENT_LABELS = {
  "app.kubernetes.io/name": "research-agent",
  "app.kubernetes.io/component": "agent",
};

/** A Deployment of one agent; `spec` changes its pods, `deployment` itself. */
export function deployment(spec: PodSpec = podSpec(), deployment: object = {}, metadata: object = {}): Fixture {
  return {
    type: "kubernetes:apps/v1:Deployment",
    props: {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: "research-agent", namespace: "agents", labels: AGENT_LABELS, ...metadata },
      spec: {
        replicas: 3,
        selector: { matchLabels: AGENT_LABELS },
        template: { metadata: { labels: AGENT_LABELS }, spec },
        ...deployment,
      },
    },
  };
}

/** Any Kubernetes object. */
export function object(type: string, metadata: object, rest: object): Fixture {
  return { type, props: { metadata: { name: "research-agent", namespace: "agents", ...metadata }, ...rest } };
}
