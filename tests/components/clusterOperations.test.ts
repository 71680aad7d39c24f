import assert from "node:assert/strict";
import { Backups, backupManifests } from "../../components/cluster/backups.ts";
import { Chaos } from "../../components/cluster/chaos.ts";
import { type ChaosPlan, chaosManifests, STEADY_STATE } from "../../components/cluster/chaosManifests.ts";
import type { Manifest } from "../../components/kubernetes/manifest.ts";
import { findings, judged, platformIn } from "../support/clusterPlatform.ts";
import { validate } from "../support/clusterSchemas.ts";
import { namesOf, recordProgram } from "../support/program.ts";
import { parsePromql } from "../support/promql.ts";

const LABELS = { owner: "platform" };

describe("backups", () => {
  const plan = { schedule: "0 1 * * *", keepDays: 30 };

  it("keep what teams have but their secrets, and all of Dapr's, for as long as was said", () => {
    const kept = {
      ttl: "720h0m0s",
      storageLocation: "default",
      snapshotVolumes: false,
    };
    const manifests = backupManifests(plan, ["research", "writing"], true, LABELS);
    assert.deepEqual(
      manifests.map(({ metadata, spec }) => [metadata.namespace, metadata.name, spec]),
      [
        [
          "velero",
          "teams",
          {
            schedule: "0 1 * * *",
            useOwnerReferencesInBackup: false,
            template: {
              includedNamespaces: ["research", "writing"],
              excludedResources: ["secrets", "events", "pods", "replicasets.apps", "endpointslices.discovery.k8s.io"],
              ...kept,
            },
          },
        ],
        [
          "velero",
          "dapr",
          {
            schedule: "0 1 * * *",
            useOwnerReferencesInBackup: false,
            template: { includedNamespaces: ["dapr-system"], ...kept },
          },
        ],
      ],
    );
    for (const manifest of manifests) validate(manifest);
    assert.equal(backupManifests(plan, ["research"], false, LABELS).length, 1);
  });

  it("come after Velero, and violate no policy", async () => {
    const { named, resources } = await recordProgram(() => {
      const platform = platformIn();
      const { provider } = platform;
      new Backups("backups", {
        ...plan,
        platform,
        labels: LABELS,
        teams: ["research"],
        dapr: true,
        installed: [provider],
      });
    });
    assert.deepEqual(namesOf(named("backups-teams").dependencies), ["cluster"]);
    assert.equal(named("backups-dapr").type, "kubernetes:velero.io/v1:Schedule");
    assert.deepEqual(findings(judged(resources)), []);
  });
});

describe("chaos experiments", () => {
  const PLAN: ChaosPlan = {
    podKill: { agents: ["research-agent"], schedule: "0 10 * * 1" },
    cpuStress: { agents: ["research-agent"], schedule: "0 11 * * 1", seconds: 60, loadPercent: 80 },
    networkDelay: {
      agents: ["research-agent", "stateless"],
      schedule: "0 12 * * 1",
      seconds: 90,
      milliseconds: 100,
      jitterMilliseconds: 10,
    },
  };
  const AGENTS = [
    { name: "research-agent", team: "research", stateHost: "state.postgres.database.azure.com" },
    { name: "stateless", team: "research" },
    { name: "writer", team: "writing", stateHost: "state.postgres.database.azure.com" },
  ];
  const made = chaosManifests(PLAN, AGENTS, LABELS);
  const specOf = (name: string) => made.find(({ metadata }) => metadata.name === name)?.spec as Record<string, unknown>;

  it("are none where none is described", () => {
    assert.deepEqual(chaosManifests({}, AGENTS, LABELS), []);
  });

  it("touch the agents that are named, each in its own namespace, and delay only those that have a state store", () => {
    assert.deepEqual(
      made.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`),
      [
        "research/research-agent-pod-kill",
        "research/research-agent-cpu-stress",
        "research/research-agent-network-delay",
      ],
    );
  });

  it("hit one pod at a time, end by themselves and do not start while one runs", () => {
    const selector = {
      namespaces: ["research"],
      labelSelectors: { "app.kubernetes.io/name": "research-agent", "app.kubernetes.io/component": "agent" },
    };
    const common = { historyLimit: 3, concurrencyPolicy: "Forbid", startingDeadlineSeconds: 60 };
    assert.deepEqual(specOf("research-agent-pod-kill"), {
      ...common,
      schedule: "0 10 * * 1",
      type: "PodChaos",
      podChaos: { mode: "one", selector, action: "pod-kill", gracePeriod: 0 },
    });
    assert.deepEqual(specOf("research-agent-cpu-stress"), {
      ...common,
      schedule: "0 11 * * 1",
      type: "StressChaos",
      stressChaos: {
        mode: "one",
        selector,
        containerNames: ["research-agent"],
        duration: "60s",
        stressors: { cpu: { workers: 1, load: 80 } },
      },
    });
    assert.deepEqual(specOf("research-agent-network-delay"), {
      ...common,
      schedule: "0 12 * * 1",
      type: "NetworkChaos",
      networkChaos: {
        mode: "one",
        selector,
        action: "delay",
        direction: "to",
        externalTargets: ["state.postgres.database.azure.com"],
        delay: { latency: "100ms", jitter: "10ms" },
        duration: "90s",
      },
    });
  });

  it("say what must stay true, in PromQL over what the agent measures", () => {
    const steady = made.map(({ metadata }) => parsePromql(String(metadata.annotations?.[STEADY_STATE])));
    assert.deepEqual(
      steady.map(({ errors }) => errors),
      [[], [], []],
    );
    assert.deepEqual(
      steady.map(({ metrics }) => [...new Set(metrics)]),
      [["agent_runs_total"], ["agent_response_time_seconds_bucket"], ["agent_queue_length"]],
    );
    for (const { matchers } of steady) {
      assert.ok(matchers.includes('namespace="research"') && matchers.includes('agent="research-agent"'));
    }
  });

  it("are what Chaos Mesh knows; an invented field would be found out", () => {
    for (const manifest of made) validate(manifest);
    const [first] = made as [Manifest];
    const wrong = { ...first, spec: { ...(first.spec as object), podChaos: { mode: "one", action: "pod-kil" } } };
    assert.throws(() => validate(wrong as Manifest), /podChaos/);
    assert.throws(() => validate({ ...first, spec: { ...(first.spec as object), kill: true } }), /kill/);
  });

  it("come after Chaos Mesh, and violate no policy", async () => {
    const { named, resources } = await recordProgram(() => {
      const platform = platformIn();
      const shared = { platform, labels: LABELS, plan: PLAN, agents: AGENTS };
      new Chaos("chaos", { ...shared, installed: [platform.provider], teams: {} });
    });
    assert.equal(named("chaos-research-agent-pod-kill").type, "kubernetes:chaos-mesh.org/v1alpha1:Schedule");
    assert.deepEqual(namesOf(named("chaos-research-agent-pod-kill").dependencies), ["cluster"]);
    assert.deepEqual(findings(judged(resources)), []);
  });
});
