import assert from "node:assert/strict";
import { Provider } from "@pulumi/kubernetes/provider.js";
import { kubernetesObject } from "../../components/kubernetes/manifest.ts";
import { AgentWorkload, type AgentWorkloadArgs } from "../../components/workload/agentWorkload.ts";
import { namesOf, opened, type Recorded, recordProgram } from "../support/program.ts";
import { AGENTS, backendsWith, contextWith, GIT, wholeAgent } from "../support/workload.ts";

/** Makes an agent on a cluster that is none. */
function recordAgent(change: Partial<AgentWorkloadArgs> = {}): Promise<Recorded> {
  return recordProgram(() => {
    const provider = new Provider("cluster", { kubeconfig: "artificial" });
    const { tokens: _, identity: __, ...backends } = backendsWith();
    const agent = change.agent ?? wholeAgent();
    const args = { agent, context: contextWith(), provider, backends, ...change };
    const workload = new AgentWorkload(agent.name, args);
    return { url: workload.url ?? "none" };
  });
}

function partsOf(recorded: Recorded, prefix = "research-agent-"): string[] {
  return recorded.resources
    .filter(({ custom, name }) => custom && name.startsWith(prefix))
    .map(({ name }) => name.slice(prefix.length));
}

const FOUNDATION = [
  "api-token",
  "app-token",
  "service-account",
  "cilium-network-policy-backends",
  "secret-dapr-api-token",
  "secret-app-api-token",
  "external-secret-secrets",
  "component-statestore",
  "component-pubsub",
  "resiliency",
  "configuration",
];

describe("AgentWorkload", () => {
  it("makes the agent itself where nobody else does", async () => {
    const recorded = await recordAgent();
    assert.deepEqual(
      partsOf(recorded).sort(),
      [
        ...FOUNDATION,
        "network-policy",
        "cilium-network-policy-hosts",
        "service",
        "deployment",
        "pod-disruption-budget",
        "pod-monitor",
        "prometheus-rule",
        "scaled-object",
        "vertical-pod-autoscaler",
      ].sort(),
    );
    assert.deepEqual(recorded.outputs, { url: "http://research-agent.research" });
  });

  it("leaves the agent to Argo CD where it has a source, and makes only what it stands on", async () => {
    const recorded = await recordAgent({ source: GIT, context: contextWith({ delivery: "gitops" }) });
    assert.deepEqual(partsOf(recorded).sort(), [...FOUNDATION, "application"].sort());
    const { inputs, type } = recorded.named("research-agent-application");
    assert.equal(type, "kubernetes:argoproj.io/v1alpha1:Application");
    assert.deepEqual(inputs.metadata, {
      name: "research-research-agent",
      namespace: "argocd",
      labels: {
        "app.kubernetes.io/name": "research-agent",
        "app.kubernetes.io/component": "agent",
        "app.kubernetes.io/instance": "research-agent",
        "app.kubernetes.io/part-of": "daca",
        "app.kubernetes.io/managed-by": "pulumi",
        team: "research",
        owner: "agents",
        environment: "production",
      },
      finalizers: ["resources-finalizer.argocd.argoproj.io"],
    });
  });

  it("puts everything into the cluster it is given, and nothing anywhere else", async () => {
    const recorded = await recordAgent();
    const [cluster] = recorded.ofType("pulumi:providers:kubernetes");
    const objects = recorded.resources.filter(({ type }) => type.startsWith("kubernetes:"));
    assert.equal(objects.length, 18);
    for (const { name, provider } of objects) assert.equal(provider, cluster?.urn, name);
  });

  it("makes pods only when all they stand on is there, and scales only what is there", async () => {
    const recorded = await recordAgent();
    const stands = FOUNDATION.filter((part) => !["api-token", "app-token"].includes(part)).map(
      (part) => `research-agent-${part}`,
    );
    assert.deepEqual(namesOf(recorded.named("research-agent-deployment").dependencies).sort(), stands.sort());
    assert.deepEqual(
      namesOf(recorded.named("research-agent-scaled-object").dependencies).sort(),
      [...stands, "research-agent-deployment"].sort(),
    );
  });

  it("keeps the tokens between agent and sidecar secret", async () => {
    const { inputs } = (await recordAgent()).named("research-agent-secret-dapr-api-token");
    const { stringData } = opened(inputs) as { stringData: unknown };
    assert.deepEqual(Object.keys(stringData as object), ["secret"]);
  });

  it("leaves to Argo Rollouts which version a blue/green agent's Services select", async () => {
    const recorded = await recordAgent({ agent: AGENTS.blueGreen as AgentWorkloadArgs["agent"] });
    for (const part of ["service", "service-preview"]) {
      assert.deepEqual(recorded.named(`bluegreen-agent-${part}`).ignoreChanges, ["spec.selector"]);
    }
    assert.deepEqual((await recordAgent()).named("research-agent-service").ignoreChanges, []);
  });

  it("has no address where the agent's exposure is none", async () => {
    const recorded = await recordAgent({ agent: wholeAgent({ ingress: { exposure: "none" } }) });
    assert.deepEqual(recorded.outputs, { url: "none" });
    const { ports } = recorded.named("research-agent-service").inputs.spec as { ports: { name: string }[] };
    assert.deepEqual(
      ports.map(({ name }) => name),
      ["http-metrics"],
    );
  });
});

describe("kubernetesObject", () => {
  it("makes kinds of Kubernetes itself what they are, and kinds of add-ons custom resources", async () => {
    const recorded = await recordProgram(() => {
      const provider = new Provider("cluster", { kubeconfig: "artificial" });
      kubernetesObject(
        "settings",
        { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings" } },
        { provider },
      );
      kubernetesObject(
        "apps",
        { apiVersion: "argoproj.io/v1alpha1", kind: "AppProject", metadata: { name: "apps" } },
        { provider },
      );
    });
    assert.equal(recorded.named("settings").type, "kubernetes:core/v1:ConfigMap");
    assert.equal(recorded.named("apps").type, "kubernetes:argoproj.io/v1alpha1:AppProject");
  });

  it("refuses a kind that Kubernetes has and this project does not make", async () => {
    const program = recordProgram(() => {
      const provider = new Provider("cluster", { kubeconfig: "artificial" });
      kubernetesObject("old", { apiVersion: "v1", kind: "Endpoints", metadata: { name: "old" } }, { provider });
    });
    await assert.rejects(program, /old: v1 Endpoints is none of apps\/v1 Deployment, /);
  });
});
