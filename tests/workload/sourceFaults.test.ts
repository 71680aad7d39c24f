import assert from "node:assert/strict";
import type { Agent } from "../../components/agent.ts";
import type { Manifest } from "../../components/kubernetes/manifest.ts";
import { argoApplication, teamProject } from "../../components/workload/delivery/argoApplication.ts";
import { agentFoundation } from "../../components/workload/foundation.ts";
import { agentManifests } from "../../components/workload/manifests.ts";
import { AGENTS, backendsWith, contextWith, GIT, wholeAgent } from "../support/workload.ts";

const CONTEXT = contextWith();
const AGENT = wholeAgent();

/** The spec of the one object of a kind that an agent has. */
function specOf<T>(kind: string, agent: Agent = AGENT): T {
  const found = [...agentFoundation(agent, CONTEXT, backendsWith()), ...agentManifests(agent, CONTEXT)].filter(
    (each) => each.kind === kind,
  );
  assert.equal(found.length, 1, kind);
  return found[0]?.spec as T;
}

interface Pods {
  replicas?: number;
  template: {
    metadata: { annotations: Record<string, string> };
    spec: {
      securityContext: object;
      containers: Record<string, unknown>[];
    };
  };
}

function container(): Record<string, unknown> {
  return specOf<Pods>("Deployment").template.spec.containers[0] ?? {};
}

describe("What the source has wrong about Kubernetes", () => {
  it("is mended: the VerticalPodAutoscaler is of its own API group and changes nothing that the other one divides by", () => {
    const { apiVersion, spec } = agentManifests(AGENT, CONTEXT).find(
      ({ kind }) => kind === "VerticalPodAutoscaler",
    ) as Manifest & { spec: { updatePolicy: object; resourcePolicy: { containerPolicies: object[] } } };
    assert.equal(apiVersion, "autoscaling.k8s.io/v1");
    assert.deepEqual(spec.updatePolicy, { updateMode: "Off" });
    assert.deepEqual(spec.resourcePolicy.containerPolicies, [
      {
        containerName: "research-agent",
        controlledResources: ["cpu", "memory"],
        minAllowed: { cpu: "100m", memory: "256Mi" },
        maxAllowed: { cpu: "4", memory: "8Gi" },
      },
      { containerName: "*", mode: "Off" },
    ]);
  });

  it("is mended: one autoscaler, with metrics that something serves, and none on memory", () => {
    const kinds = agentManifests(AGENT, CONTEXT).map(({ kind }) => kind);
    assert.ok(!kinds.includes("HorizontalPodAutoscaler"));
    const { triggers } = specOf<{ triggers: { type: string; metricType: string; metadata: Record<string, string> }[] }>(
      "ScaledObject",
    );
    assert.deepEqual(
      triggers.map(({ type, metricType, metadata }) => [type, metricType, metadata.threshold ?? metadata.value]),
      [
        ["prometheus", "AverageValue", "10"],
        ["prometheus", "Value", "2"],
        ["cpu", "Utilization", "70"],
        ["prometheus", "AverageValue", "10"],
      ],
    );
  });

  it("is mended: lost metrics are no reason to scale down", () => {
    const { triggers, fallback } = specOf<{
      triggers: { type: string; metadata: Record<string, string> }[];
      fallback: object;
    }>("ScaledObject");
    const asked = triggers.filter(({ type }) => type === "prometheus");
    assert.deepEqual(new Set(asked.map(({ metadata }) => metadata.ignoreNullValues)), new Set(["false"]));
    assert.deepEqual(fallback, { failureThreshold: 3, replicas: 6, behavior: "currentReplicasIfHigher" });
  });

  it("is mended: a spike is answered at once, and replicas go slowly", () => {
    const { minReplicaCount, maxReplicaCount, advanced } = specOf<{
      minReplicaCount: number;
      maxReplicaCount: number;
      advanced: { horizontalPodAutoscalerConfig: { behavior: object } };
    }>("ScaledObject");
    assert.deepEqual([minReplicaCount, maxReplicaCount], [3, 100]);
    assert.deepEqual(advanced.horizontalPodAutoscalerConfig.behavior, {
      scaleUp: {
        stabilizationWindowSeconds: 0,
        policies: [
          { type: "Percent", value: 100, periodSeconds: 15 },
          { type: "Pods", value: 4, periodSeconds: 15 },
        ],
        selectPolicy: "Max",
      },
      scaleDown: { stabilizationWindowSeconds: 300, policies: [{ type: "Percent", value: 10, periodSeconds: 60 }] },
    });
  });

  it("is mended: neither Deployment nor Rollout fights the autoscaler over the replicas", () => {
    assert.equal(specOf<Pods>("Deployment").replicas, undefined);
    assert.equal(specOf<Pods>("Rollout", AGENTS.canary).replicas, undefined);
    assert.equal(specOf<Pods>("Rollout", AGENTS.blueGreen).replicas, undefined);
  });

  it("is mended: the agent's metrics and the sidecar's have a port each, and both are read", () => {
    assert.deepEqual(container().ports, [
      { name: "http", containerPort: 8000 },
      { name: "http-metrics", containerPort: 9090 },
    ]);
    assert.equal(specOf<Pods>("Deployment").template.metadata.annotations["dapr.io/metrics-port"], "9095");
    const { podMetricsEndpoints } = specOf<{ podMetricsEndpoints: { port: string }[] }>("PodMonitor");
    assert.deepEqual(
      podMetricsEndpoints.map(({ port }) => port),
      ["http-metrics", "dapr-metrics"],
    );
  });

  it("is mended: an image is named by its digest", () => {
    assert.match(String(container().image), /^ghcr\.io\/acme\/research-agent@sha256:[0-9a-f]{64}$/);
  });

  it("is mended: pods keep to the restricted standard", () => {
    assert.deepEqual(specOf<Pods>("Deployment").template.spec.securityContext, {
      runAsNonRoot: true,
      runAsUser: 65532,
      runAsGroup: 65532,
      fsGroup: 65532,
      seccompProfile: { type: "RuntimeDefault" },
    });
    assert.deepEqual(container().securityContext, {
      allowPrivilegeEscalation: false,
      privileged: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
  });

  it("is mended: a slow start is not killed and a fast one not held up", () => {
    const { startupProbe, livenessProbe, readinessProbe } = container();
    const seconds = startupProbe as { periodSeconds: number; failureThreshold: number };
    assert.equal(seconds.periodSeconds * seconds.failureThreshold, 60);
    for (const probe of [livenessProbe, readinessProbe]) assert.ok(!("initialDelaySeconds" in (probe as object)));
  });

  it("is mended: what a pod is given to stop covers everything that happens then", () => {
    const { annotations } = specOf<Pods>("Deployment").template.metadata;
    const { terminationGracePeriodSeconds } = specOf<Pods>("Deployment").template.spec as unknown as Record<
      string,
      number
    >;
    const { lifecycle } = container() as { lifecycle: { preStop: { sleep: { seconds: number } } } };
    const probes = 3 * Number(annotations["dapr.io/app-health-probe-interval"]);
    const sidecar = Number(annotations["dapr.io/graceful-shutdown-seconds"]);
    assert.equal(
      terminationGracePeriodSeconds,
      lifecycle.preStop.sleep.seconds + AGENT.drainSeconds + probes + sidecar,
    );
    assert.equal(annotations["dapr.io/block-shutdown-duration"], `${AGENT.drainSeconds}s`);
  });

  it("is mended: alerts judge shares and percentiles, say enough, and name a runbook", () => {
    const { groups } = specOf<{ groups: { rules: Record<string, never>[] }[] }>("PrometheusRule");
    const alerts = groups.flatMap(({ rules }) => rules).filter(({ alert }) => alert !== undefined);
    assert.deepEqual(
      alerts.map((each) => [each.alert, each.for, (each.labels as Record<string, string> | undefined)?.severity]),
      [
        ["HighAgentResponseTime", "2m", "warning"],
        ["AgentQueueBacklog", "5m", "critical"],
        ["AgentErrorRate", "2m", "warning"],
        ["AgentRunsRejected", "5m", "warning"],
        ["AgentAtReplicaLimit", "15m", "warning"],
        ["AgentMetricsMissing", "5m", "critical"],
        ["AgentTokenCost", "15m", "warning"],
      ],
    );
    for (const each of alerts) {
      assert.deepEqual(Object.keys(each.annotations ?? {}), ["summary", "description", "runbook_url"]);
    }
    const expr = (name: string) => String(alerts.find(({ alert }) => alert === name)?.expr);
    assert.match(expr("HighAgentResponseTime"), /^histogram_quantile\(0\.95, .*\) > 5$/);
    assert.match(expr("AgentQueueBacklog"), / > 50$/);
    assert.match(expr("AgentErrorRate"), / > 0\.1 and sum\(increase\(.*\[5m\]\)\) >= 10$/);
  });

  it("is mended: Argo CD deploys a revision, for a project that bounds it, and leaves others their fields", () => {
    const { spec } = argoApplication(AGENT, CONTEXT, GIT) as Manifest & { spec: Record<string, object> };
    assert.deepEqual(spec.source, {
      repoURL: "https://git.example.com/agents.git",
      targetRevision: "v1.4.2",
      path: "manifests/research/research-agent",
    });
    assert.equal(spec.project, "team-research");
    assert.deepEqual(spec.syncPolicy, {
      automated: { prune: true, selfHeal: true, allowEmpty: false },
      syncOptions: [
        "PrunePropagationPolicy=foreground",
        "PruneLast=true",
        "ServerSideApply=true",
        "RespectIgnoreDifferences=true",
        "ApplyOutOfSyncOnly=true",
      ],
      retry: { limit: 5, backoff: { duration: "5s", factor: 2, maxDuration: "3m" } },
    });
    assert.equal(spec.revisionHistoryLimit, 10);
    assert.deepEqual(spec.ignoreDifferences, [
      { group: "apps", kind: "Deployment", jsonPointers: ["/spec/replicas"] },
      { group: "argoproj.io", kind: "Rollout", jsonPointers: ["/spec/replicas"] },
      { group: "", kind: "Service", jsonPointers: ["/spec/selector/rollouts-pod-template-hash"] },
    ]);
  });

  it("is mended: a project allows the kinds of agents and no others", () => {
    const { spec } = teamProject(CONTEXT, GIT) as Manifest & { spec: Record<string, unknown> };
    const group = (apiVersion: string) => (apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "");
    const delivered = (["cilium", "aws"] as const).flatMap((egress) =>
      Object.values(AGENTS).flatMap((agent) => agentManifests(agent, contextWith({ egress }))),
    );
    const kinds = [...new Set(delivered.map(({ apiVersion, kind }) => `${group(apiVersion)} ${kind}`))].sort();
    const allowed = (spec.namespaceResourceWhitelist as { group: string; kind: string }[]).map(
      (each) => `${each.group} ${each.kind}`,
    );
    assert.deepEqual(allowed, kinds);
    assert.deepEqual(spec.clusterResourceWhitelist, []);
    assert.deepEqual(spec.sourceRepos, ["https://git.example.com/agents.git"]);
    assert.deepEqual(spec.destinations, [{ server: "https://kubernetes.default.svc", namespace: "research" }]);
  });
});
