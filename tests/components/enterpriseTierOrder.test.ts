import assert from "node:assert/strict";
import { ADDONS, type AddonName } from "../../components/cluster/addonNames.ts";
import { CATALOGUE } from "../../components/cluster/catalogue.ts";
import {
  agentsOfTwoTeams,
  CLUSTERS,
  chaosOn,
  GITOPS,
  recordTier,
  VARIED,
  waitsFor,
} from "../support/enterpriseTier.ts";
import type { Recorded } from "../support/program.ts";

const PROVIDERS = ["aks", "eks", "existing"] as const;

/** What must be there before the logins are made: the database, who administers it, and the job's own identity. */
const BEFORE_LOGINS = {
  aks: [
    "enterprise-cloud-state-server",
    "enterprise-cloud-state-database",
    "enterprise-cloud-state-provisioner",
    "enterprise-cloud-identity-state-roles-trust",
  ],
  eks: [
    "enterprise-cloud-state-cluster",
    "enterprise-cloud-state-instance-1",
    "enterprise-cloud-state-instance-2",
    "enterprise-cloud-state-instance-3",
    "enterprise-cloud-logins-identity-association",
    "enterprise-cloud-logins-identity-rights",
    "enterprise-cloud-logins-configmap",
  ],
};

/** What lets an agent do in the cloud what it does, and that it has somebody to talk to. */
const GRANTS = {
  aks: [
    "enterprise-cloud-identity-rolling-trust",
    "enterprise-cloud-identity-rolling-send-results",
    "enterprise-cloud-identity-rolling-send-rolling-dead-letter",
    "enterprise-cloud-identity-rolling-receive-tasks",
    "enterprise-cloud-images-pull",
    "enterprise-cloud-bus-rolling-dead-letter.kept",
    "enterprise-cloud-bus-tasks.rolling",
    "enterprise-cloud-secrets-openai-api-key",
    "enterprise-cloud-secrets-read",
  ],
  eks: [
    "enterprise-cloud-identity-rolling-association",
    "enterprise-cloud-identity-rolling-rights",
    "enterprise-cloud-access-rolling-login",
    "enterprise-cloud-bus-results",
    "enterprise-cloud-bus-rolling-dead-letter.rolling",
    "enterprise-cloud-bus-tasks.rolling",
  ],
  existing: [],
};

/** What must be there before anything runs in the cluster. */
const NODES = {
  aks: ["enterprise-cloud-cluster-agents", "enterprise-cloud-cluster-give-kubelet"],
  eks: [
    "enterprise-cloud-network-private-out",
    "enterprise-cloud-network-private-use1-az1-routes",
    "enterprise-cloud-cluster-admin-platform-admin-rights",
    "enterprise-cloud-nodes-network-policies",
    "enterprise-cloud-nodes-agents",
  ],
  existing: [],
};

/** Components that are told what to wait for. */
const WAITING = {
  aks: /^enterprise-(?:projects|agent-[a-z]+)$/,
  eks: /^enterprise-(?:cloud-(?:cluster|nodes|logins)|projects|agent-[a-z]+)$/,
  existing: /^enterprise-(?:projects|agent-[a-z]+)$/,
};

const RELEASE = "kubernetes:helm.sh/v3:Release";

/** Those among the names that a resource does not wait for. */
function missed(recorded: Recorded, name: string, names: readonly string[]): string[] {
  const waited = waitsFor(recorded, name);
  return names.filter((each) => !waited.has(each));
}

/** Names of an agent's objects in the cluster. */
function objectsOf({ resources }: Recorded, agent: string): string[] {
  return resources
    .filter(({ name, type }) => type.startsWith("kubernetes:") && name.startsWith(`enterprise-agent-${agent}-`))
    .map(({ name }) => name);
}

for (const provider of PROVIDERS) {
  const block = { cluster: CLUSTERS[provider](), ...chaosOn("rolling") };

  describe(`What comes after what on ${provider}`, () => {
    let direct: Recorded;
    let gitops: Recorded;

    before(async () => {
      direct = await recordTier({ agents: VARIED, block });
      gitops = await recordTier({ agents: VARIED, block: { ...block, delivery: GITOPS } });
    });

    it("lets every object of an agent wait for add-ons, secrets, its team's bounds and its rights", () => {
      for (const recorded of [direct, gitops]) {
        const wanted = [
          ...recorded.ofType(RELEASE).map(({ name }) => name),
          "enterprise-addons-dapr-control-plane",
          "enterprise-secrets-store",
          ...["", "-team", "-team-limits", "-default-deny", "-allow-dns"].map(
            (part) => `enterprise-teams-research${part}`,
          ),
          ...GRANTS[provider],
        ];
        const all = objectsOf(recorded, "rolling");
        assert.equal(all.length, recorded === direct ? 18 : 10);
        for (const name of all) assert.deepEqual(missed(recorded, name, wanted), [], name);
      }
    });

    it("starts pods when all else of the agent that they need is there", () => {
      for (const [agent, workload] of [
        ["rolling", "deployment"],
        ["canary", "rollout"],
        ["bluegreen", "rollout"],
      ] as const) {
        const start = `enterprise-agent-${agent}-`;
        const needed = ["component-pubsub", "component-statestore", "configuration", "external-secret-secrets"];
        const more = ["resiliency", "secret-app-api-token", "secret-dapr-api-token", "service-account"];
        const names = [...needed, ...more].map((part) => `${start}${part}`);
        assert.deepEqual(missed(direct, `${start}${workload}`, names), []);
        assert.deepEqual(missed(gitops, `${start}application`, names), []);
        assert.deepEqual(missed(direct, `${start}scaled-object`, [`${start}${workload}`]), []);
      }
    });

    it("lets an Application wait for Argo CD and for its team's project", () => {
      const names = ["enterprise-addons-argocd", "enterprise-projects-research"];
      assert.deepEqual(missed(gitops, "enterprise-agent-rolling-application", names), []);
    });

    it("installs each add-on after the nodes, the classes and what it needs or uses", () => {
      const installed = direct.outputs.addons as AddonName[];
      const releaseOf = (name: AddonName) => `enterprise-addons-${CATALOGUE[name].release}`;
      assert.ok(installed.includes("chaosMesh"));
      for (const name of installed) {
        const before = [...ADDONS[name].needs, ...ADDONS[name].uses].filter((each) => installed.includes(each));
        const wanted = ["enterprise-classes-platform", ...NODES[provider], ...before.map(releaseOf)];
        assert.deepEqual(missed(direct, releaseOf(name), wanted), [], name);
      }
    });

    it("makes what an add-on brings the kind of when the add-on is there", () => {
      assert.deepEqual(missed(direct, "enterprise-secrets-store", ["enterprise-addons-external-secrets"]), []);
      for (const { name } of direct.ofType("kubernetes:chaos-mesh.org/v1alpha1:Schedule")) {
        assert.deepEqual(missed(direct, name, ["enterprise-addons-chaos-mesh", "enterprise-teams-research"]), []);
      }
      const backups = direct.ofType("kubernetes:velero.io/v1:Schedule");
      assert.equal(backups.length, provider === "existing" ? 0 : 2);
      for (const { name } of backups) assert.deepEqual(missed(direct, name, ["enterprise-addons-velero"]), []);
    });

    if (provider !== "existing") {
      it("makes logins when the database, its administrator and the job's surroundings are there", () => {
        const around = ["serviceaccount", "networkpolicy"].map((part) => `enterprise-cloud-logins-${part}`);
        const namespace = ["namespace", "default-deny", "allow-dns"].map((part) => `enterprise-platform-${part}`);
        const wanted = [...around, ...namespace, ...BEFORE_LOGINS[provider], ...NODES[provider].slice(0, 1)];
        assert.deepEqual(missed(direct, "enterprise-cloud-logins-job", wanted), []);
        for (const name of objectsOf(direct, "rolling")) {
          assert.deepEqual(missed(direct, name, ["enterprise-cloud-logins-job"]), [], name);
        }
      });
    }

    it("puts nothing into the cluster before its nodes are there, whatever the component it belongs to", () => {
      const early = /^enterprise-cloud-(?:nodes|cluster)-/;
      for (const { name, type } of direct.resources) {
        if (!type.startsWith("kubernetes:") || early.test(name)) continue;
        assert.deepEqual(missed(direct, name, NODES[provider]), [], name);
      }
    });

    it("holds back the parts of a component that waits", () => {
      for (const recorded of [direct, gitops]) {
        const byUrn = new Map(recorded.resources.map((resource) => [resource.urn, resource]));
        for (const component of recorded.resources.filter(
          ({ name, custom }) => !custom && WAITING[provider].test(name),
        )) {
          const parts = recorded.resources.filter(
            ({ parent, type }) => parent === component.urn && !/^random:|^aws:(?:iam|cloudwatch)\/|^daca:/.test(type),
          );
          assert.ok(parts.length > 0 && component.dependencies.length > 0, component.name);
          const wanted = component.dependencies.flatMap((urn) => byUrn.get(urn)?.name ?? []);
          for (const { name } of parts) {
            const own = parts.map((part) => part.name);
            assert.deepEqual(
              missed(
                recorded,
                name,
                wanted.filter((each) => !own.includes(each)),
              ),
              [],
              name,
            );
          }
        }
      }
    });

    it("has lists of dependencies that do not grow with the agents", async () => {
      const longest = ({ resources }: Recorded) =>
        Math.max(...resources.map(({ dependencies }) => dependencies.length));
      const few = await recordTier({ agents: agentsOfTwoTeams(2), block: { cluster: CLUSTERS[provider]() } });
      const many = await recordTier({ agents: agentsOfTwoTeams(10), block: { cluster: CLUSTERS[provider]() } });
      // The job that makes logins waits for the identity of each, on Azure.
      const jobs = /-logins(?:-job)?$/;
      const without = (recorded: Recorded) => ({
        ...recorded,
        resources: recorded.resources.filter(({ name }) => !jobs.test(name)),
      });
      assert.equal(longest(without(many)), longest(without(few)));
    });
  });
}
