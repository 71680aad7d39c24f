import { Agent } from "../../components/agent.ts";
import type { WorkloadContext } from "../../components/workload/context.ts";
import type { GitSource } from "../../components/workload/delivery/argoApplication.ts";
import type { AgentBackends } from "../../components/workload/foundation.ts";
import { DIGEST } from "./agents.ts";

/** What a team's agents find on a cluster on Azure, with some of it otherwise. */
export function contextWith(change: Partial<WorkloadContext> = {}): WorkloadContext {
  return {
    environment: "production",
    owner: "agents",
    team: "research",
    cloud: "azure",
    egress: "cilium",
    zones: 3,
    spot: {
      nodeSelector: { "kubernetes.azure.com/scalesetpriority": "spot" },
      tolerations: [
        { key: "kubernetes.azure.com/scalesetpriority", operator: "Equal", value: "spot", effect: "NoSchedule" },
      ],
    },
    monitoring: {
      namespace: "monitoring",
      prometheusUrl: "http://kube-prometheus-stack-prometheus.monitoring:9090",
      runbooks: "https://example.com/runbooks",
    },
    collector: { namespace: "observability", address: "otel-collector.observability:4317" },
    daprNamespace: "dapr-system",
    secretStore: "agent-secrets",
    delivery: "direct",
    priorityClass: "agents",
    podLabels: { "azure.workload.identity/use": "true" },
    ...change,
  };
}

/** What a cloud gives an agent, with some of it otherwise. The tokens are plainly artificial. */
export function backendsWith(change: Partial<AgentBackends> = {}, agent = "research-agent"): AgentBackends {
  return {
    identity: { serviceAccountAnnotations: { "azure.workload.identity/client-id": `client-of-${agent}` } },
    state: {
      type: "state.postgresql",
      version: "v2",
      metadata: [{ name: "connectionString", value: "host=db.example.com user=agent" }],
    },
    pubsub: {
      type: "pubsub.azure.servicebus.topics",
      version: "v1",
      metadata: [{ name: "namespaceName", value: "bus.servicebus.windows.net" }],
    },
    hosts: [
      { host: "db.example.com", port: 5432 },
      { host: "bus.servicebus.windows.net", port: 5671 },
    ],
    secrets: { keyOf: (name) => `vault-${name}` },
    tokens: { api: "artificial-api-token", app: "artificial-app-token" },
    ...change,
  };
}

/** An agent that uses all that there is, as the source sizes it, with some fields set otherwise. */
export function wholeAgent(fields: Record<string, unknown> = {}): Agent {
  return Agent.parse({
    name: "research-agent",
    team: "research",
    image: { repository: "ghcr.io/acme/research-agent", digest: DIGEST },
    resources: { cpu: 2, memory: "2Gi", requests: { cpu: 0.5, memory: "512Mi" } },
    replicas: { min: 3, max: 100 },
    scaling: { forecast: true },
    ingress: { exposure: "internal" },
    state: {},
    topics: { subscribe: ["tasks"], publish: ["results"] },
    secrets: { OPENAI_API_KEY: "openai-api-key" },
    egress: ["api.openai.com:443"],
    ...fields,
  });
}

/** Agents that differ in what an agent can differ in. */
export const AGENTS: Record<string, Agent> = {
  rolling: wholeAgent({ name: "rolling-agent" }),
  canary: wholeAgent({ name: "canary-agent", delivery: { strategy: "canary" } }),
  blueGreen: wholeAgent({ name: "bluegreen-agent", delivery: { strategy: "blueGreen" } }),
  spot: wholeAgent({ name: "spot-agent", spot: true }),
  actors: wholeAgent({ name: "actor-agent", state: { actors: true } }),
  topicless: wholeAgent({ name: "topicless-agent", topics: {}, ingress: { exposure: "external" } }),
  stateless: wholeAgent({ name: "stateless-agent", state: undefined, secrets: {}, egress: [] }),
  hidden: wholeAgent({ name: "hidden-agent", ingress: { exposure: "none" }, scaling: { forecast: false } }),
};

/** A repository that is none. */
export const GIT: GitSource = {
  argocdNamespace: "argocd",
  repository: "https://git.example.com/agents.git",
  revision: "v1.4.2",
  path: "manifests",
};
