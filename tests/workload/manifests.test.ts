import assert from "node:assert/strict";
import { parse } from "yaml";
import { toYaml } from "../../components/kubernetes/manifestYaml.ts";
import { agentFoundation } from "../../components/workload/foundation.ts";
import { agentManifests } from "../../components/workload/manifests.ts";
import { AGENTS, backendsWith, contextWith, wholeAgent } from "../support/workload.ts";

const CONTEXT = contextWith();

/** Kinds of an agent's objects in order, those of which there are several with their names. */
function kindsOf(agent: (typeof AGENTS)[string], context = CONTEXT): string[] {
  return agentManifests(agent, context).map(({ kind, metadata: { name } }) => `${kind} ${name}`);
}

describe("The manifests of an agent", () => {
  it("are complete and in order of need for one whose versions replace each other at once", () => {
    assert.deepEqual(kindsOf(wholeAgent()), [
      "NetworkPolicy research-agent",
      "CiliumNetworkPolicy research-agent-hosts",
      "Service research-agent",
      "Deployment research-agent",
      "PodDisruptionBudget research-agent",
      "PodMonitor research-agent",
      "PrometheusRule research-agent",
      "ScaledObject research-agent",
      "VerticalPodAutoscaler research-agent",
    ]);
  });

  it("tell nobody that an agent of fixed size runs all of its replicas", () => {
    const alerts = (replicas: object) =>
      JSON.stringify(agentManifests(wholeAgent({ replicas }), CONTEXT)).includes("AgentAtReplicaLimit");
    assert.deepEqual([alerts({ min: 3, max: 3 }), alerts({ min: 3, max: 4 })], [false, true]);
  });

  it("have what a new version is judged by, before the version, where it comes step by step", () => {
    assert.deepEqual(kindsOf(wholeAgent({ delivery: { strategy: "canary" } })).slice(2, 5), [
      "Service research-agent",
      "AnalysisTemplate research-agent-quality",
      "Rollout research-agent",
    ]);
    assert.deepEqual(kindsOf(wholeAgent({ delivery: { strategy: "blueGreen" } })).slice(2, 7), [
      "Service research-agent",
      "Service research-agent-preview",
      "AnalysisTemplate research-agent-preview",
      "AnalysisTemplate research-agent-quality",
      "Rollout research-agent",
    ]);
  });

  it("hold plain values only, so that they survive JSON", () => {
    for (const agent of Object.values(AGENTS)) {
      const manifests = agentManifests(agent, CONTEXT);
      assert.deepEqual(JSON.parse(JSON.stringify(manifests)), manifests);
    }
  });

  it("are the same in YAML, to readers of version 1.1 and 1.2 alike", () => {
    for (const agent of Object.values(AGENTS)) {
      for (const manifest of agentManifests(agent, CONTEXT)) {
        for (const version of ["1.1", "1.2"] as const) {
          assert.deepEqual(parse(toYaml(manifest), { version }), JSON.parse(JSON.stringify(manifest)));
        }
      }
    }
  });

  it("are the same text however the object was put together", () => {
    const [one] = agentManifests(wholeAgent(), CONTEXT);
    assert.ok(one);
    const turned = Object.fromEntries(Object.entries(one).reverse()) as typeof one;
    assert.equal(toYaml(turned), toYaml(one));
    assert.match(
      toYaml(one),
      /^apiVersion: networking\.k8s\.io\/v1\nkind: NetworkPolicy\nmetadata:\n {2}name: research-agent\n {2}namespace: research\n/,
    );
  });

  it("do not depend on which other agents there are: nothing of one names another", () => {
    const agents = Object.values(AGENTS);
    for (const agent of agents) {
      const text = [...agentFoundation(agent, CONTEXT, backendsWith()), ...agentManifests(agent, CONTEXT)]
        .map(toYaml)
        .join("---\n");
      for (const other of agents.filter(({ name }) => name !== agent.name)) {
        assert.ok(!text.includes(other.name), `${agent.name} names ${other.name}`);
      }
    }
  });

  it("have names of their own beside those of every other agent of the team", () => {
    const all = Object.values(AGENTS).flatMap((agent) => [
      ...agentFoundation(agent, CONTEXT, backendsWith()),
      ...agentManifests(agent, CONTEXT),
    ]);
    const identities = all.map(({ apiVersion, kind, metadata }) => `${apiVersion} ${kind} ${metadata.name}`);
    assert.equal(new Set(identities).size, identities.length);
  });
});

describe("An agent's pods", () => {
  interface Template {
    metadata: { annotations: Record<string, string>; labels: Record<string, string> };
    spec: Record<string, unknown>;
  }
  function templateOf(agent: (typeof AGENTS)[string], context = CONTEXT): Template {
    const [found] = agentManifests(agent, context).filter(({ kind }) => kind === "Deployment");
    assert.ok(found);
    return (found.spec as { template: Template }).template;
  }

  it("prefer spot nodes where the agent allows it, and run elsewhere when there are none", () => {
    const { spec, metadata } = templateOf(wholeAgent({ spot: true }));
    assert.deepEqual(spec.tolerations, contextWith().spot?.tolerations);
    assert.deepEqual(spec.affinity, {
      nodeAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          {
            weight: 100,
            preference: {
              matchExpressions: [{ key: "kubernetes.azure.com/scalesetpriority", operator: "In", values: ["spot"] }],
            },
          },
        ],
      },
    });
    assert.equal(spec.nodeSelector, undefined);
    assert.equal(metadata.annotations["cluster-autoscaler.kubernetes.io/safe-to-evict"], "true");
  });

  it("stay away from spot nodes where the agent does not allow them", () => {
    const { spec } = templateOf(wholeAgent());
    assert.equal(spec.tolerations, undefined);
    assert.equal(spec.affinity, undefined);
  });

  it("keep their node where they hold actors", () => {
    const { annotations } = templateOf(wholeAgent({ state: { actors: true } })).metadata;
    assert.equal(annotations["karpenter.sh/do-not-disrupt"], "true");
    assert.equal(annotations["cluster-autoscaler.kubernetes.io/safe-to-evict"], "false");
  });

  it("spread over zones where there are several, and over nodes", () => {
    const keys = (zones: number) =>
      (
        templateOf(wholeAgent(), contextWith({ zones })).spec.topologySpreadConstraints as { topologyKey: string }[]
      ).map(({ topologyKey }) => topologyKey);
    assert.deepEqual(keys(3), ["topology.kubernetes.io/zone", "kubernetes.io/hostname"]);
    assert.deepEqual(keys(1), ["kubernetes.io/hostname"]);
  });

  it("keep the cloud's token from the agent's own code", () => {
    const { annotations, labels } = templateOf(wholeAgent()).metadata;
    assert.equal(annotations["azure.workload.identity/skip-containers"], "research-agent");
    assert.equal(labels["azure.workload.identity/use"], "true");
  });

  it("come from the registry of the cluster where the image names none, or not at all", () => {
    const agent = wholeAgent({ image: { repository: "research-agent", digest: `sha256:${"0".repeat(64)}` } });
    const { containers } = templateOf(agent, contextWith({ registry: "acme.azurecr.io" })).spec as {
      containers: { image: string }[];
    };
    assert.equal(containers[0]?.image, `acme.azurecr.io/research-agent@sha256:${"0".repeat(64)}`);
    assert.throws(
      () => agentManifests(agent, CONTEXT),
      /agent research-agent: image\.repository is research-agent, without a registry host/,
    );
  });
});

describe("A blue/green agent", () => {
  const promotes = (delivery: object) => {
    const agent = wholeAgent({ delivery: { strategy: "blueGreen", ...delivery } });
    const [rollout] = agentManifests(agent, CONTEXT).filter(({ kind }) => kind === "Rollout");
    assert.ok(rollout);
    return (rollout.spec as { strategy: { blueGreen: Record<string, unknown> } }).strategy.blueGreen;
  };

  it("takes a new version over once its analysis passed", () => {
    const strategy = promotes({});
    assert.equal(strategy.autoPromotionEnabled, true);
    assert.equal(strategy.activeService, "research-agent");
    assert.equal(strategy.previewService, "research-agent-preview");
    assert.deepEqual((strategy.prePromotionAnalysis as { templates: object[] }).templates, [
      { templateName: "research-agent-preview" },
    ]);
  });

  it("waits for the settings to name the new colour as long as production is the other one", () => {
    assert.equal(promotes({ newest: "green", other: "sha-1" }).autoPromotionEnabled, false);
    assert.equal(promotes({ newest: "green", production: "green" }).autoPromotionEnabled, true);
  });
});
