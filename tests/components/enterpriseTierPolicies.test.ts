import assert from "node:assert/strict";
import { auditPlan } from "../../sandbox/plan/policies.ts";
import {
  agentsOfTwoTeams,
  CLUSTERS,
  chaosOn,
  GITOPS,
  recordTier,
  type Shape,
  VARIED,
} from "../support/enterpriseTier.ts";

/** How often each policy finds something, by level. */
async function findingsIn(
  shape: Shape,
): Promise<{ mandatory: Record<string, number>; advisory: Record<string, number> }> {
  const { resources } = await recordTier(shape);
  const { found, problems } = await auditPlan(process.cwd(), "enterprise", resources);
  assert.deepEqual(problems, []);
  assert.deepEqual(found.unused, []);
  const at = (level: "mandatory" | "advisory") => {
    const names = found.judgements.filter((each) => each.level === level).map(({ rule }) => rule.name);
    return Object.fromEntries(
      [...Map.groupBy(names, (name) => name)].map(([name, all]) => [name, all.length]).toSorted(),
    );
  };
  return { mandatory: at("mandatory"), advisory: at("advisory") };
}

/** Advice on every agent that is right not to follow. */
function onAgents(agents: number, teams: number): Record<string, number> {
  return {
    // These agents call models and run no code that a model wrote.
    "k8s-sandbox-runtime-for-agents": agents,
    // Tokens between an agent and its own sidecar: random, secret in Pulumi's state, of no use elsewhere.
    "k8s-secret-hygiene": 2 * agents,
    // Whether images are signed is decided where they are built.
    "signature-admission-present": teams,
  };
}

/** Argo CD prunes what a reviewed tag or commit no longer has: nothing happens between two of them. */
const PRUNES = "argocd-guarded-prune";

/** Advice that is the user's to follow, by cluster. */
const ON_CLOUD = {
  aks: {
    // When a secret ends is known to whoever issued it.
    "keyvault-expiry": 1,
  },
  eks: {
    // AWS tells nobody of a budget but those that daca:enterprise.budget.emails names.
    "budget-present": 1,
    // A model provider's key cannot be rotated by AWS.
    "secretsmanager-rotation": 1,
  },
  existing: {
    // The stack has no account whose costs it could watch.
    "budget-present": 1,
  },
};

for (const provider of ["aks", "eks", "existing"] as const) {
  const block = { cluster: CLUSTERS[provider]() };
  /** An agent's bundle has a budget where the stack has one. */
  const bundles = (agents: number) => (provider === "existing" ? { "agent-bundle-complete": agents } : {});

  describe(`The policies of the enterprise tier on a stack on ${provider}`, () => {
    it("find nothing that stops an update with every delivery, spot nodes and experiments, and only known advice", async () => {
      const shape = { agents: VARIED, block: { ...block, ...chaosOn("rolling") } };
      assert.deepEqual(await findingsIn(shape), {
        mandatory: {},
        advisory: { ...onAgents(4, 1), ...ON_CLOUD[provider], ...bundles(4) },
      });
    });

    it("judge what GitOps commits as what Pulumi makes", async () => {
      const shape = { agents: VARIED, block: { ...block, delivery: GITOPS } };
      assert.deepEqual(await findingsIn(shape), {
        mandatory: {},
        advisory: { ...onAgents(4, 1), ...ON_CLOUD[provider], ...bundles(4), [PRUNES]: 4 },
      });
    });

    it("find nothing more that stops an update for ten agents of two teams", async () => {
      assert.deepEqual(await findingsIn({ agents: agentsOfTwoTeams(10), block }), {
        mandatory: {},
        advisory: { ...onAgents(10, 2), ...ON_CLOUD[provider], ...bundles(10) },
      });
    });
  });
}

describe("The policies of the enterprise tier on a stack that they were not told about", () => {
  it("stop one whose cluster lets agents reach any host: it runs Cilium, or somebody lowers the level or exempts it", async () => {
    const block = { cluster: CLUSTERS.existing({ egress: "ports" }) };
    const { mandatory } = await findingsIn({ agents: VARIED, block });
    // The hosts of the settings and those of the backends of three agents; the fourth reaches none.
    assert.deepEqual(mandatory, { "net-agent-egress-allowlist": 6 });
  });

  it("stop one on EKS whose Services lie elsewhere, until policy/config.yaml knows where its DNS answers", async () => {
    const block = { cluster: CLUSTERS.eks({ network: { serviceCidr: "172.30.0.0/16" } }) };
    assert.deepEqual((await findingsIn({ block })).mandatory, { "net-agent-egress-allowlist": 1 });
  });

  it("are content with a budget on EKS that tells somebody", async () => {
    const block = { cluster: CLUSTERS.eks(), budget: { startDate: "2026-01-01", emails: ["agents@example.com"] } };
    assert.equal((await findingsIn({ block })).advisory["budget-present"], undefined);
  });
});
