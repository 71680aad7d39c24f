import assert from "node:assert/strict";
import { fillIn } from "../../sandbox/fill.ts";
import { ENCRYPTED } from "../../sandbox/stackFile.ts";
import { DIGEST, SUBSCRIPTION } from "../support/agents.ts";

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
});
