import assert from "node:assert/strict";
import { manifestFiles } from "../../sandbox/plan/manifests.ts";
import { Secret } from "../../sandbox/recorder.ts";
import { reviewed, summaryOf, UNCOMMITTED } from "../golden/enterprise/shapes.ts";
import { DIGEST } from "../support/agents.ts";
import {
  agentsOfTwoTeams,
  CLUSTERS,
  chaosOn,
  countsBetween,
  GITOPS,
  recordTier,
  SECRET,
  VARIED,
} from "../support/enterpriseTier.ts";
import type { Recorded } from "../support/program.ts";

const PROVIDERS = ["aks", "eks", "existing"] as const;
type Provider = (typeof PROVIDERS)[number];

/** What an agent consists of in every cluster. */
const WORKLOAD = {
  "daca:workload:AgentWorkload": 1,
  "kubernetes:apps/v1:Deployment": 1,
  "kubernetes:autoscaling.k8s.io/v1:VerticalPodAutoscaler": 1,
  "kubernetes:core/v1:Secret": 2,
  "kubernetes:core/v1:Service": 1,
  "kubernetes:core/v1:ServiceAccount": 1,
  "kubernetes:dapr.io/v1alpha1:Component": 2,
  "kubernetes:dapr.io/v1alpha1:Configuration": 1,
  "kubernetes:dapr.io/v1alpha1:Resiliency": 1,
  "kubernetes:external-secrets.io/v1:ExternalSecret": 1,
  "kubernetes:keda.sh/v1alpha1:ScaledObject": 1,
  "kubernetes:monitoring.coreos.com/v1:PodMonitor": 1,
  "kubernetes:monitoring.coreos.com/v1:PrometheusRule": 1,
  "kubernetes:networking.k8s.io/v1:NetworkPolicy": 1,
  "kubernetes:policy/v1:PodDisruptionBudget": 1,
  "random:index/randomPassword:RandomPassword": 2,
};

/** What each cloud adds for an agent that keeps state, listens to one topic and writes to one more. */
const OF_CLOUD: Record<Provider, Record<string, number>> = {
  aks: {
    "azure-native:authorization:RoleAssignment": 3,
    "azure-native:managedidentity:FederatedIdentityCredential": 1,
    "azure-native:managedidentity:UserAssignedIdentity": 1,
    "azure-native:servicebus:Subscription": 2,
    "azure-native:servicebus:Topic": 2,
    "daca:azure:WorkloadIdentity": 1,
    "kubernetes:cilium.io/v2:CiliumNetworkPolicy": 2,
  },
  eks: {
    "aws:eks/podIdentityAssociation:PodIdentityAssociation": 1,
    "aws:iam/role:Role": 2,
    "aws:iam/rolePolicy:RolePolicy": 2,
    "aws:sns/topic:Topic": 2,
    "aws:sns/topicPolicy:TopicPolicy": 2,
    "aws:sns/topicSubscription:TopicSubscription": 2,
    "aws:sqs/queue:Queue": 2,
    "aws:sqs/queuePolicy:QueuePolicy": 2,
    "daca:aws:DatabaseAccess": 1,
    "daca:aws:PodIdentity": 1,
    "kubernetes:networking.k8s.aws/v1alpha1:ApplicationNetworkPolicy": 2,
  },
  existing: { "kubernetes:cilium.io/v2:CiliumNetworkPolicy": 2 },
};

/** What a team consists of. */
const TEAM = {
  "kubernetes:core/v1:LimitRange": 1,
  "kubernetes:core/v1:Namespace": 1,
  "kubernetes:core/v1:ResourceQuota": 1,
  "kubernetes:networking.k8s.io/v1:NetworkPolicy": 2,
};

const PROTECTED: Record<Provider, string[]> = {
  aks: [
    "enterprise-cloud-backups-account",
    "enterprise-cloud-backups-container",
    "enterprise-cloud-bus-namespace",
    "enterprise-cloud-cluster-cluster",
    "enterprise-cloud-secrets-vault",
    "enterprise-cloud-state-database",
    "enterprise-cloud-state-server",
  ],
  eks: [
    "enterprise-cloud-backups-access-logs",
    "enterprise-cloud-backups-bucket",
    "enterprise-cloud-cluster-cluster",
    "enterprise-cloud-key-bus-key",
    "enterprise-cloud-key-cluster-key",
    "enterprise-cloud-key-secrets-key",
    "enterprise-cloud-key-state-key",
    "enterprise-cloud-state-cluster",
    "enterprise-cloud-state-instance-1",
    "enterprise-cloud-state-instance-2",
    "enterprise-cloud-state-instance-3",
  ],
  existing: [],
};

/** What somebody else changes while it runs: autoscalers of nodes, a database that grows, a budget's first month. */
const LEFT_ALONE: Record<Provider, Record<string, string[]>> = {
  aks: {
    "enterprise-cloud-cluster-agents": ["count"],
    "enterprise-cloud-cluster-cluster": ["agentPoolProfiles[0].count"],
    "enterprise-cloud-cluster-spot": ["count"],
    "enterprise-cloud-network-network": ["subnets"],
    "enterprise-cloud-state-server": [
      "storage.storageSizeGB",
      "availabilityZone",
      "highAvailability.standbyAvailabilityZone",
    ],
    "enterprise-cloud-watch-budget": ["timePeriod"],
  },
  eks: {},
  existing: {},
};

const ADDONS = ["monitoring", "certManager", "trustManager", "externalSecrets", "argoRollouts", "dapr", "keda"];
const MORE_ADDONS = ["verticalPodAutoscaler", "argocd", "collector"];

const OUTPUTS: Record<Provider, object> = {
  aks: {
    cluster: "daca-dev-aks",
    egressAddress: "203.0.113.10",
    registry: "dacadevcrsimula.azurecr.io",
    resourceGroup: "daca-dev-rg",
    addons: [...ADDONS, ...MORE_ADDONS, "velero", "opencost"],
  },
  eks: {
    cluster: "daca-dev",
    region: "us-east-1",
    registry: "111122223333.dkr.ecr.us-east-1.amazonaws.com",
    addons: [...ADDONS.toSpliced(3, 0, "metricsServer"), ...MORE_ADDONS, "velero", "opencost"],
  },
  existing: {
    cluster: "artificial",
    addons: [...ADDONS.toSpliced(3, 0, "metricsServer"), ...MORE_ADDONS, "opencost"],
  },
};

/** What each policy of an agent for hosts by name is. */
const HOST_POLICY: Record<Provider, string> = {
  aks: "cilium-network-policy",
  eks: "application-network-policy",
  existing: "cilium-network-policy",
};

/** What every agent stands on. */
const BASE = [
  "api-token",
  "app-token",
  "configuration",
  "secret-app-api-token",
  "secret-dapr-api-token",
  "service-account",
];

/** What an agent is, but for what runs it and tells hosts apart. */
const ITSELF = [
  "network-policy",
  "pod-disruption-budget",
  "pod-monitor",
  "prometheus-rule",
  "scaled-object",
  "service",
  "vertical-pod-autoscaler",
];

/** What keeps the pieces of an agent that uses all that there is. */
function foundation(provider: Provider): string[] {
  const backends = `${HOST_POLICY[provider]}-backends`;
  return [...BASE, backends, "component-pubsub", "component-statestore", "external-secret-secrets", "resiliency"];
}

/** Everything of each of the varied agents. */
function partsOf(provider: Provider): Record<string, string[]> {
  const whole = [...foundation(provider), ...ITSELF, `${HOST_POLICY[provider]}-hosts`];
  return {
    bluegreen: [...whole, "analysis-template-preview", "analysis-template-quality", "rollout", "service-preview"],
    canary: [...whole, "analysis-template-quality", "rollout"],
    plain: [...BASE, ...ITSELF, "deployment"],
    rolling: [...whole, "deployment"],
  };
}

function partsIn({ resources }: Recorded): Record<string, string[]> {
  const names = resources.filter(({ custom }) => custom).map(({ name }) => name);
  const found = Object.keys(partsOf("aks")).map((agent) => {
    const start = `enterprise-agent-${agent}-`;
    return [agent, names.filter((name) => name.startsWith(start)).map((name) => name.slice(start.length))] as const;
  });
  return sorted(Object.fromEntries(found));
}

function sorted(parts: Record<string, string[]>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(parts).map(([agent, names]) => [agent, names.toSorted()]));
}

const CLOUD = /^(?:azure-native|aws):/;

for (const provider of PROVIDERS) {
  const block = { cluster: CLUSTERS[provider]() };

  describe(`EnterpriseTier on ${provider}`, () => {
    let alone: Recorded;
    let ten: Recorded;
    let varied: Recorded;
    let gitops: Recorded;
    let all: Recorded[];

    before(async () => {
      alone = await recordTier({ block });
      ten = await recordTier({ agents: agentsOfTwoTeams(10), block });
      varied = await recordTier({ agents: VARIED, block: { ...block, ...chaosOn("rolling") } });
      gitops = await recordTier({ agents: VARIED, block: { ...block, delivery: GITOPS } });
      all = [alone, ten, varied, gitops];
    });

    if (provider !== "aks") {
      it("makes what was reviewed for one agent", async () => {
        assert.ok(UNCOMMITTED.includes(provider));
        assert.deepEqual(summaryOf(alone), await reviewed(provider));
      });
    }

    it("makes for nine agents more what is theirs nine times, and what is a team's once", () => {
      const expected: Record<string, number> = {};
      for (const [times, parts] of [
        [9, WORKLOAD],
        [9, OF_CLOUD[provider]],
        [1, TEAM],
      ] as const) {
        for (const [type, count] of Object.entries(parts)) expected[type] = (expected[type] ?? 0) + times * count;
      }
      assert.deepEqual(countsBetween(alone, ten), Object.fromEntries(Object.entries(expected).toSorted()));
    });

    it("makes of each agent what its delivery and its needs ask for, and no more", () => {
      assert.deepEqual(partsIn(varied), sorted(partsOf(provider)));
    });

    it("leaves to Argo CD all of an agent that no cloud decides about, and never makes it too", () => {
      const whole = [...foundation(provider), "application"];
      const expected = { bluegreen: whole, canary: whole, plain: [...BASE, "application"], rolling: whole };
      assert.deepEqual(partsIn(gitops), sorted(expected));
      assert.deepEqual(
        gitops.ofType("kubernetes:argoproj.io/v1alpha1:AppProject").map(({ name }) => name),
        ["enterprise-projects-research"],
      );
      assert.equal(varied.ofType("kubernetes:argoproj.io/v1alpha1:Application").length, 0);
    });

    it("names every child after its parent", () => {
      for (const { resources } of all) {
        const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
        for (const { name, parent, type } of resources) {
          if (type === "pulumi:pulumi:Stack" || type === "daca:tier:Enterprise") continue;
          const above = byUrn.get(parent ?? "");
          assert.ok(above && name.startsWith(`${above.name}-`), `${type} ${name} below ${above?.name}`);
        }
      }
    });

    it("puts every object into the one cluster, and everything else into the one cloud of the settings", () => {
      for (const { resources, ofType } of all) {
        const [cluster, ...others] = ofType("pulumi:providers:kubernetes");
        assert.ok(cluster);
        assert.deepEqual(others, []);
        const inCluster = resources.filter(({ type }) => type.startsWith("kubernetes:"));
        assert.ok(inCluster.length > 90, String(inCluster.length));
        for (const { name, provider: by } of inCluster) assert.equal(by, cluster.urn, name);

        const inCloud = resources.filter(({ type }) => CLOUD.test(type));
        const [cloud] = resources.filter(({ type }) => /^pulumi:providers:(?:azure-native|aws)$/.test(type));
        assert.equal(inCloud.length > 0, provider !== "existing");
        for (const { name, provider: by } of inCloud) assert.equal(by, cloud?.urn, name);
      }
    });

    it("protects what holds data, and nothing that comes and goes with an agent", () => {
      for (const { resources } of all) {
        const kept = resources.filter(({ protect }) => protect).map(({ name }) => name);
        assert.deepEqual(kept.toSorted(), PROTECTED[provider]);
      }
    });

    it("leaves alone what others change", () => {
      const ignored = ({ resources }: Recorded) =>
        Object.fromEntries(
          resources.flatMap(({ name, ignoreChanges }) => (ignoreChanges.length > 0 ? [[name, ignoreChanges]] : [])),
        );
      for (const each of [alone, ten, gitops]) assert.deepEqual(ignored(each), LEFT_ALONE[provider]);
      assert.deepEqual(ignored(varied), {
        ...LEFT_ALONE[provider],
        "enterprise-agent-bluegreen-service": ["spec.selector"],
        "enterprise-agent-bluegreen-service-preview": ["spec.selector"],
      });
    });

    it("has nothing in the open that is secret anywhere", () => {
      for (const { resources, outputs, ofType } of all) {
        const secrets = new Set(resources.flatMap(({ inputs }) => secretTexts(inputs)));
        const open = JSON.stringify([resources.map(({ inputs }) => inputs), outputs]);
        assert.deepEqual(
          [...secrets].filter((text) => open.includes(text)),
          [],
        );
        assert.equal(secrets.has(SECRET), provider !== "existing");
        assert.ok(!open.includes(SECRET));
        for (const { name, inputs } of ofType("kubernetes:core/v1:Secret")) {
          assert.ok(secretTexts(inputs).length > 0, `${name} holds no secret`);
        }
      }
    });

    it("says where the agents are, and what their cluster has", () => {
      const { portal: _, ...outputs } = alone.outputs;
      assert.deepEqual(outputs, {
        ...OUTPUTS[provider],
        releases: {
          "research-agent": {
            image: { repository: "ghcr.io/acme/worker", digest: DIGEST },
            delivery: { strategy: "rolling" },
          },
        },
        urls: { "research-agent": "http://research-agent.research" },
        namespaces: { "research-agent": "research" },
      });
      assert.deepEqual(Object.keys(gitops.outputs.urls as object), ["bluegreen", "canary", "rolling"]);
    });

    it("can be previewed before anything is there, with the manifests as they will be", async () => {
      const preview = await recordTier({ agents: VARIED, block: { ...block, delivery: GITOPS } }, { preview: true });
      const urns = ({ resources }: Recorded) => resources.map(({ urn }) => urn).toSorted();
      assert.deepEqual(urns(preview), urns(gitops));
      assert.deepEqual(manifestFiles(preview.resources), manifestFiles(gitops.resources));
      assert.doesNotMatch(JSON.stringify(preview.resources), /Calling \[toString\] on an \[Output<T>\]/);
    });

    it("makes experiments, on the agent that they name, in its own namespace", () => {
      const schedules = varied.ofType("kubernetes:chaos-mesh.org/v1alpha1:Schedule");
      const places = schedules.map(({ name, inputs }) => [name, (inputs.metadata as { namespace: string }).namespace]);
      assert.deepEqual(places, [
        ["enterprise-chaos-rolling-pod-kill", "research"],
        ["enterprise-chaos-rolling-cpu-stress", "research"],
        ["enterprise-chaos-rolling-network-delay", "research"],
      ]);
      const annotationsOf = ({ named }: Recorded) =>
        (named("enterprise-teams-research").inputs.metadata as { annotations?: object }).annotations;
      assert.deepEqual(annotationsOf(varied), { "chaos-mesh.org/inject": "enabled" });
      for (const { named, ofType } of [alone, ten, gitops]) {
        assert.deepEqual(ofType("kubernetes:chaos-mesh.org/v1alpha1:Schedule"), []);
        assert.equal(annotationsOf({ named } as Recorded), undefined);
      }
    });

    it("lets onto spot nodes the agent alone that allows it", () => {
      const placed = varied.resources.flatMap(({ name, inputs, type }) => {
        if (!/:(?:Deployment|Rollout)$/.test(type)) return [];
        const { spec } = (inputs.spec as { template: { spec: { tolerations?: unknown[]; affinity?: object } } })
          .template;
        return [[name, spec.tolerations?.length ?? 0, spec.affinity !== undefined]];
      });
      assert.deepEqual(placed.toSorted(), [
        ["enterprise-agent-bluegreen-rollout", 0, false],
        ["enterprise-agent-canary-rollout", 0, false],
        ["enterprise-agent-plain-deployment", 0, false],
        ["enterprise-agent-rolling-deployment", 1, true],
      ]);
    });

    it("makes no job for the state store where no agent keeps state", async () => {
      const { resources } = await recordTier({ agents: VARIED.slice(-1), block });
      assert.deepEqual(
        resources.filter(({ name }) => name.startsWith("enterprise-cloud-logins")),
        [],
      );
    });
  });
}

/** Every text of some length that is secret, wherever it stands in inputs. */
function secretTexts(value: unknown, isSecret = false): string[] {
  if (value instanceof Secret) return secretTexts(value.reveal(), true);
  if (typeof value === "string") return isSecret && value.length >= 8 ? [value] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap((item) => secretTexts(item, isSecret));
}
