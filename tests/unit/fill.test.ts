import assert from "node:assert/strict";
import { readSettings } from "../../components/settings.ts";
import { fillIn } from "../../sandbox/fill.ts";
import { ENCRYPTED } from "../../sandbox/stackFile.ts";
import { DIGEST, SUBSCRIPTION } from "../support/agents.ts";
import { aks, enterprise, worker } from "../support/enterpriseSettings.ts";

function file(fields: Record<string, unknown> = {}, agent: Record<string, unknown> = {}) {
  const config = {
    "daca:tier": "prototype",
    "daca:owner": "agents",
    "daca:environment": "dev",
    "daca:prototype": { subscriptionId: SUBSCRIPTION, budget: { startDate: "2026-05-01" } },
    "daca:agents": [{ name: "a", image: { repository: "r", digest: DIGEST }, ...agent }],
    ...fields,
  };
  return { stack: "dev", source: "Pulumi.dev.yaml", config };
}

describe("fillIn", () => {
  it("makes up what only the user can know, and says with which command to set it", () => {
    const { config, filled } = fillIn(
      file({ "daca:prototype": undefined }, { image: { repository: "r" }, secrets: { KEY: "key" } }),
    );
    assert.deepEqual(
      filled.map(({ path, value }) => [path, value]),
      [
        ["daca:agents[0].image.digest", `sha256:${"0".repeat(64)}`],
        ["daca:secrets.key", "artificial-value-of-key"],
        ["daca:prototype.subscriptionId", "00000000-0000-4000-8000-894c4d7008c3"],
      ],
    );
    assert.equal(filled[1]?.command, "pulumi config set --secret --path 'daca:secrets.key'");
    assert.deepEqual(config["daca:secrets"], { key: "artificial-value-of-key" });
    assert.deepEqual(config["daca:prototype"], {
      subscriptionId: "00000000-0000-4000-8000-894c4d7008c3",
      budget: { startDate: "2026-01-01" },
    });
  });

  it("leaves alone what is there", () => {
    const given = file();
    const { config, filled } = fillIn(given);
    assert.deepEqual(filled, []);
    assert.deepEqual(config, given.config);
  });

  it("makes up a secret once, however many agents use it", () => {
    const agents = ["a", "b"].map((name) => ({
      name,
      image: { repository: "r", digest: DIGEST },
      secrets: { KEY: "key", OTHER: "key" },
    }));
    assert.deepEqual(
      fillIn(file({ "daca:agents": agents })).filled.map(({ path }) => path),
      ["daca:secrets.key"],
    );
  });

  it("counts an encrypted setting as set", () => {
    for (const secrets of [ENCRYPTED, { key: ENCRYPTED }]) {
      const { config, filled } = fillIn(file({ "daca:secrets": secrets }, { secrets: { KEY: "key" } }));
      assert.deepEqual(filled, []);
      assert.equal(typeof (config["daca:secrets"] as Record<string, string>).key, "string");
    }
  });

  it("does not hide any other mistake", () => {
    const { config } = fillIn(file({}, { replicas: { min: 5, max: 1 } }));
    assert.deepEqual((config["daca:agents"] as { replicas: unknown }[])[0]?.replicas, { min: 5, max: 1 });
  });

  for (const [cluster, made] of [
    [
      { provider: "aks" },
      {
        "daca:enterprise.cluster.adminGroupIds[0]": "00000000-0000-4000-8000-e41313ef4431",
        "daca:enterprise.cluster.api.allow[0]": "192.0.2.0/24",
        "daca:enterprise.cluster.subscriptionId": "00000000-0000-4000-8000-17310a86fd48",
      },
    ],
    [
      { provider: "eks" },
      {
        "daca:enterprise.cluster.accountId": "000000000000",
        "daca:enterprise.cluster.adminRoleArns[0]": "arn:aws:iam::000000000000:role/artificial-admin",
        "daca:enterprise.cluster.api.allow[0]": "192.0.2.0/24",
      },
    ],
    [
      { provider: "existing", context: "production" },
      {
        "daca:enterprise.cluster.kubeconfig": "sandbox/artificial-kubeconfig.yaml",
        "daca:enterprise.cluster.context": "artificial",
      },
    ],
  ] as const) {
    it(`makes up what a cluster of the provider ${cluster.provider} needs, so that the settings can be read`, () => {
      const stack = { stack: "e", source: "Pulumi.e.yaml", config: enterprise({ cluster }) };
      const { config, filled } = fillIn(stack);
      assert.deepEqual(Object.fromEntries(filled.map(({ path, value }) => [path, value])), made);
      const settings = readSettings(config, stack.source);
      assert.equal(settings.tier === "enterprise" && settings.enterprise.budget.startDate, "2026-01-01");
    });
  }

  it("makes up the repository that GitOps delivers, and the revision", () => {
    const config = enterprise({ delivery: { mode: "gitops" } });
    assert.deepEqual(
      fillIn({ stack: "e", source: "Pulumi.e.yaml", config }).filled.map(({ path, value }) => [path, value]),
      [
        ["daca:enterprise.delivery.repository", "https://git.example.com/acme/agents.git"],
        ["daca:enterprise.delivery.revision", "v0.0.0"],
      ],
    );
  });

  it("does not take the place of a kubeconfig that cannot be read", () => {
    const cluster = { provider: "existing", kubeconfig: "absent.yaml", context: "production" };
    const { config, filled } = fillIn({ stack: "e", source: "Pulumi.e.yaml", config: enterprise({ cluster }) });
    assert.deepEqual(filled, []);
    assert.throws(() => readSettings(config, "Pulumi.e.yaml"), /absent\.yaml.*there is no such file/);
  });

  it("fills in an entry of a list beside those that are there", () => {
    const agents = [worker(), worker({ name: "b", image: { repository: "r" } })];
    const { config } = fillIn({ stack: "e", source: "Pulumi.e.yaml", config: enterprise({ cluster: aks() }, agents) });
    assert.deepEqual(config["daca:agents"], [
      agents[0],
      { ...agents[1], image: { repository: "r", digest: `sha256:${"0".repeat(64)}` } },
    ]);
  });
});
