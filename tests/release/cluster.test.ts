import assert from "node:assert/strict";
import { newAddresses, productionAddresses } from "../../release/addresses.ts";
import { begin } from "../../release/begin.ts";
import { current } from "../../release/current.ts";
import { NOTHING, readDeployed } from "../../release/deployed.ts";
import { promote } from "../../release/promote.ts";
import { rollback } from "../../release/rollback.ts";
import { stackAgents } from "../../release/stackAgents.ts";
import { digest, image, REPOSITORY } from "./stack.ts";

const STRATEGIES = ["rolling", "canary", "blueGreen"] as const;

const agents = stackAgents({
  source: "Pulumi.enterprise.yaml",
  config: {
    "daca:agents": STRATEGIES.map((strategy) => ({
      name: `agent-${strategy.toLowerCase()}`,
      image: { repository: REPOSITORY },
      delivery: { strategy },
    })),
  },
});

/** What the stack says when its agents run an image. */
const outputs = {
  cluster: "daca-enterprise-aks",
  urls: { "agent-rolling": "http://agent-rolling.agents" },
  releases: Object.fromEntries(
    STRATEGIES.map((strategy) => [
      `agent-${strategy.toLowerCase()}`,
      {
        image: { repository: REPOSITORY, digest: digest("1") },
        delivery: strategy === "blueGreen" ? { strategy, production: "blue" } : { strategy },
      },
    ]),
  ),
};

const deployed = readDeployed(outputs, "outputs.json");

describe("a release to a cluster", () => {
  it("names the new image, and leaves the taking over to Argo Rollouts", () => {
    const { settings, notes, problems } = begin(agents, deployed, image("2"));
    assert.deepEqual(problems, []);
    assert.deepEqual(
      settings,
      [0, 1, 2].map((index) => ({ path: `daca:agents[${index}].image.digest`, value: digest("2") })),
    );
    assert.deepEqual(notes, [
      "agent-rolling: replaced pod by pod",
      "agent-canary: taken over by Argo Rollouts (canary)",
      "agent-bluegreen: taken over by Argo Rollouts (blueGreen)",
    ]);
  });

  it("is the first one where nothing is deployed", () => {
    assert.deepEqual(begin(agents, NOTHING, image("2")).problems, []);
  });

  it("has no traffic to shift and no address to call from outside", () => {
    assert.deepEqual(promote(agents, deployed).settings, []);
    assert.deepEqual([newAddresses(deployed), productionAddresses(deployed)], [[], []]);
  });

  it("is taken back by the image that ran before, whatever the strategy", () => {
    assert.deepEqual(
      rollback(agents, deployed).settings.filter(({ path }) => path.endsWith("digest")),
      [0, 1, 2].map((index) => ({ path: `daca:agents[${index}].image.digest`, value: digest("1") })),
    );
  });

  it("adds nothing but the image to a preview", () => {
    assert.deepEqual(
      current(agents, deployed).settings,
      [0, 1, 2].map((index) => ({ path: `daca:agents[${index}].image.digest`, value: digest("1") })),
    );
  });
});
