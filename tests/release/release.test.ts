import assert from "node:assert/strict";
import { newAddresses, productionAddresses } from "../../release/addresses.ts";
import { begin } from "../../release/begin.ts";
import { current } from "../../release/current.ts";
import { type Deployed, NOTHING } from "../../release/deployed.ts";
import { promote } from "../../release/promote.ts";
import { rollback } from "../../release/rollback.ts";
import { type StackAgent, stackAgents } from "../../release/stackAgents.ts";
import type { Step } from "../../release/step.ts";
import { configOf, configured, image, REPOSITORY, up } from "./stack.ts";

const BLUE_GREEN = { delivery: { strategy: "blueGreen" } };
const DOMAIN = "daca-dev-c-simulated.eastus.azurecontainerapps.io";

/** A checkout of git and the cloud that it is released to, through the real settings check and the real program. */
class Release {
  config: Record<string, unknown>;
  before: Deployed = NOTHING;
  deployed: Deployed = NOTHING;
  traffic: Record<string, string[]> = {};

  constructor(...agents: Record<string, unknown>[]) {
    this.config = configOf(agents);
  }

  /** A new checkout: what the last release set is gone, as it is not in git. */
  checkout(...agents: Record<string, unknown>[]): this {
    this.config = configOf(agents);
    this.before = this.deployed;
    return this;
  }

  async take(step: (agents: StackAgent[]) => Step): Promise<Step> {
    const taken = step(stackAgents({ source: "Pulumi.dev.yaml", config: this.config }));
    assert.deepEqual(taken.problems, []);
    this.config = configured(this.config, taken.settings);
    Object.assign(this, await up(this.config));
    return taken;
  }

  begin = (digit: string) => this.take((agents) => begin(agents, this.before, image(digit)));
  promote = () => this.take((agents) => promote(agents, this.deployed));
  rollback = () => this.take((agents) => rollback(agents, this.before));

  /** The image that a colour's revision is named after. */
  imageOf(colour: "blue" | "green", agent = "research-agent"): string | undefined {
    return this.deployed.revisions[agent]?.[colour]?.[1];
  }
}

describe("a first release", () => {
  it("gives blue all the traffic, and has nothing to shift", async () => {
    const release = new Release(BLUE_GREEN);
    await release.begin("1");
    assert.deepEqual(release.traffic, { "research-agent": ["blue 100"] });
    assert.deepEqual(newAddresses(release.deployed), []);
    const { settings, notes } = await release.promote();
    assert.deepEqual(settings, []);
    assert.deepEqual(notes, ["research-agent: nothing to shift"]);
  });

  it("stays where it is when it fails: there is nothing to go back to", async () => {
    const release = new Release(BLUE_GREEN);
    await release.begin("1");
    const { settings, notes } = await release.rollback();
    assert.deepEqual(settings, []);
    assert.deepEqual(notes, ["research-agent: stays, there is nothing before its first release"]);
  });
});

describe("a release of a blue/green agent", () => {
  let release: Release;

  beforeEach(async () => {
    release = new Release(BLUE_GREEN);
    await release.begin("1");
    release.checkout(BLUE_GREEN);
  });

  it("puts the new image beside the old one, tries it at its own address, and shifts the traffic", async () => {
    await release.begin("2");
    assert.deepEqual(release.traffic, { "research-agent": ["green 0", "blue 100"] });
    assert.deepEqual([release.imageOf("blue"), release.imageOf("green")], ["1", "2"]);
    const { green } = release.deployed.revisions["research-agent"] ?? {};
    assert.deepEqual(newAddresses(release.deployed), [
      {
        agent: "research-agent",
        url: `https://research-agent---green.${DOMAIN}`,
        revision: `research-agent--${green}`,
        reachable: true,
      },
    ]);

    const { settings } = await release.promote();
    assert.deepEqual(settings, [{ path: "daca:agents[0].delivery.production", value: "green" }]);
    assert.deepEqual(release.traffic, { "research-agent": ["green 100", "blue 0"] });
    assert.deepEqual(productionAddresses(release.deployed), [
      {
        agent: "research-agent",
        url: `https://research-agent.${DOMAIN}`,
        revision: `research-agent--${green}`,
        reachable: true,
      },
    ]);
  });

  it("goes from green to blue the next time", async () => {
    await release.begin("2");
    await release.promote();
    release.checkout(BLUE_GREEN);
    await release.begin("3");
    assert.deepEqual(release.traffic, { "research-agent": ["blue 0", "green 100"] });
    assert.deepEqual([release.imageOf("blue"), release.imageOf("green")], ["3", "2"]);
    await release.promote();
    assert.deepEqual(release.traffic, { "research-agent": ["blue 100", "green 0"] });
  });

  it("gives the traffic back, to the revision that had it", async () => {
    await release.begin("2");
    await release.promote();
    const { settings } = await release.rollback();
    assert.deepEqual(settings, [{ path: "daca:agents[0].delivery.production", value: "blue" }]);
    assert.deepEqual(release.traffic, { "research-agent": ["green 0", "blue 100"] });
    assert.deepEqual([release.imageOf("blue"), release.imageOf("green")], ["1", "2"]);
  });

  it("has nothing to take back before the traffic is shifted", async () => {
    await release.begin("2");
    assert.deepEqual((await release.rollback()).settings, []);
  });

  it("comes to the same when it is taken up again after it stopped halfway", async () => {
    await release.begin("2");
    const halfway = release.deployed;
    release.checkout(BLUE_GREEN);
    await release.begin("2");
    assert.deepEqual(release.deployed, halfway);
    await release.promote();
    assert.deepEqual(release.traffic, { "research-agent": ["green 100", "blue 0"] });
  });

  it("replaces a new colour that was found wanting, and never the one with the traffic", async () => {
    await release.begin("2");
    release.checkout(BLUE_GREEN);
    await release.begin("3");
    assert.deepEqual(release.traffic, { "research-agent": ["green 0", "blue 100"] });
    assert.deepEqual([release.imageOf("blue"), release.imageOf("green")], ["1", "3"]);
  });

  it("changes nothing when the image that has the traffic is released again", async () => {
    await release.begin("2");
    await release.promote();
    release.checkout(BLUE_GREEN);
    await release.begin("2");
    assert.deepEqual(release.traffic, { "research-agent": ["green 100"] });
    assert.deepEqual((await release.promote()).settings, []);
    release.checkout(BLUE_GREEN);
    await release.begin("3");
    await release.promote();
    assert.deepEqual(release.traffic, { "research-agent": ["blue 100", "green 0"] });
    assert.deepEqual([release.imageOf("blue"), release.imageOf("green")], ["3", "2"]);
  });

  it("overrules a colour that somebody committed", async () => {
    await release.begin("2");
    await release.promote();
    const stale = { strategy: "blueGreen", production: "blue", newest: "green", other: "r0ld" };
    release.checkout({ delivery: stale });
    await release.begin("3");
    assert.deepEqual(release.traffic, { "research-agent": ["blue 0", "green 100"] });
  });

  it("is shown by a preview as it is deployed", async () => {
    await release.begin("2");
    await release.promote();
    const { deployed, traffic } = release;
    release.checkout(BLUE_GREEN);
    await release.take((agents) => current(agents, deployed));
    assert.deepEqual(release.deployed, deployed);
    assert.deepEqual(release.traffic, traffic);
  });
});

describe("a release of an agent that is delivered rolling", () => {
  it("replaces it at once, and shifts nothing", async () => {
    const release = new Release({});
    await release.begin("1");
    release.checkout({});
    const { settings, notes } = await release.begin("2");
    assert.deepEqual(settings, [{ path: "daca:agents[0].image.digest", value: image("2").digest }]);
    assert.deepEqual(notes, ["research-agent: replaced at once"]);
    assert.deepEqual(release.traffic, { "research-agent": ["latest 100"] });
    assert.deepEqual(newAddresses(release.deployed), []);
    assert.deepEqual((await release.promote()).settings, []);
  });

  it("gives it the image back that it ran", async () => {
    const release = new Release({});
    await release.begin("1");
    release.checkout({});
    await release.begin("2");
    const { settings } = await release.rollback();
    assert.deepEqual(settings, [{ path: "daca:agents[0].image.digest", value: image("1").digest }]);
  });

  it("goes back to another repository as well", async () => {
    const release = new Release({ image: { repository: "ghcr.io/acme/former", digest: image("1").digest } });
    await release.take((agents) => current(agents));
    release.checkout({});
    await release.begin("2");
    assert.deepEqual((await release.rollback()).settings, [
      { path: "daca:agents[0].image.repository", value: "ghcr.io/acme/former" },
      { path: "daca:agents[0].image.digest", value: image("1").digest },
    ]);
  });

  it("cannot go back to a tag, and says so", async () => {
    const release = new Release({ image: { repository: REPOSITORY, tag: "v1" } });
    await release.take((agents) => current(agents));
    release.checkout({});
    await release.begin("2");
    const { settings, notes } = await release.rollback();
    assert.deepEqual(settings, []);
    assert.deepEqual(notes, ["research-agent: stays, it ran a tag before, which may mean another image by now"]);
  });

  it("becomes blue when it is to be delivered blue/green from now on, and can be taken back", async () => {
    const release = new Release({});
    await release.begin("1");
    release.checkout(BLUE_GREEN);
    await release.begin("2");
    assert.deepEqual(release.traffic, { "research-agent": ["blue 100"] });
    assert.deepEqual((await release.rollback()).settings, [
      { path: "daca:agents[0].image.digest", value: image("1").digest },
    ]);
  });
});

describe("a release of several agents", () => {
  const other = { repository: "ghcr.io/acme/writer", digest: image("a").digest };
  const agents = [
    BLUE_GREEN,
    { ...BLUE_GREEN, name: "writer", image: other },
    { name: "critic", ingress: { exposure: "internal" } },
    { name: "clerk", ...BLUE_GREEN, ingress: { exposure: "internal" } },
  ];

  it("touches who runs the image, and gives a colour to nobody else", async () => {
    const release = new Release(...agents);
    await release.begin("1");
    release.checkout(...agents);
    const { notes } = await release.begin("2");
    assert.deepEqual(release.traffic, {
      "research-agent": ["green 0", "blue 100"],
      writer: ["blue 100"],
      critic: ["latest 100"],
      clerk: ["green 0", "blue 100"],
    });
    assert.match(
      notes[0] ?? "",
      /^research-agent: green beside blue \(r11111111-[0-9a-f]{8}\), which keeps the traffic$/,
    );
    assert.equal(notes[2], "critic: replaced at once");
    assert.deepEqual((await release.promote()).settings, [
      { path: "daca:agents[0].delivery.production", value: "green" },
      { path: "daca:agents[3].delivery.production", value: "green" },
    ]);
    assert.deepEqual((await release.rollback()).settings, [
      { path: "daca:agents[0].delivery.production", value: "blue" },
      { path: "daca:agents[2].image.digest", value: image("1").digest },
      { path: "daca:agents[3].delivery.production", value: "blue" },
    ]);
  });

  it("knows which of them can be called from outside", async () => {
    const release = new Release(...agents);
    await release.begin("1");
    release.checkout(...agents);
    await release.begin("2");
    assert.deepEqual(
      newAddresses(release.deployed).map(({ url, reachable }) => [url, reachable]),
      [
        [`https://research-agent---green.${DOMAIN}`, true],
        [`https://clerk---green.internal.${DOMAIN}`, false],
      ],
    );
  });

  it("gives another agent's changed settings a colour of their own as well", async () => {
    const release = new Release(...agents);
    await release.begin("1");
    release.checkout(BLUE_GREEN, { ...BLUE_GREEN, name: "writer", image: other, env: { LOG_LEVEL: "debug" } });
    await release.begin("2");
    assert.deepEqual(release.traffic.writer, ["green 0", "blue 100"]);
  });

  it("lets a new agent in", async () => {
    const release = new Release(BLUE_GREEN);
    await release.begin("1");
    release.checkout(BLUE_GREEN, { ...BLUE_GREEN, name: "clerk" });
    const { notes } = await release.begin("2");
    assert.equal(notes[1], "clerk: first release, blue");
    assert.deepEqual(release.traffic.clerk, ["blue 100"]);
    await release.promote();
    const { settings } = await release.rollback();
    assert.deepEqual(settings, [{ path: "daca:agents[0].delivery.production", value: "blue" }]);
  });
});
