import assert from "node:assert/strict";
import { SettingsError } from "../../components/settings/problem.ts";
import { begin } from "../../release/begin.ts";
import { current } from "../../release/current.ts";
import { type Deployed, NOTHING, readDeployed } from "../../release/deployed.ts";
import { stackAgents } from "../../release/stackAgents.ts";
import { summary } from "../../release/summary.ts";
import { surplus } from "../../release/surplus.ts";
import { digest, image, REPOSITORY, releaseFields } from "./stack.ts";

const blueGreen = (fields: object = {}) => ({ delivery: { strategy: "blueGreen", ...fields } });

/** A stack on which blue has the traffic. */
function onBlue(fields: Partial<Deployed> = {}): Deployed {
  const { image: released, delivery } = releaseFields({ image: image("1"), ...blueGreen() });
  return {
    releases: { "research-agent": { image: released, delivery } },
    revisions: { "research-agent": { blue: "r1" } },
    urls: { "research-agent": "https://research-agent.example.com" },
    resourceGroup: "rg",
    onCluster: false,
    ...fields,
  };
}

describe("begin", () => {
  it("refuses an image that no agent runs, and says which they run", () => {
    const { settings, problems } = begin([releaseFields()], NOTHING, {
      ...image("1"),
      repository: "ghcr.io/you/agent",
    });
    assert.deepEqual(settings, []);
    assert.deepEqual(problems, [
      {
        path: "daca:agents[0].image.repository",
        says: `is ${REPOSITORY}, expected ghcr.io/you/agent, which was built, for one agent at least`,
        mend: "pulumi config set --path 'daca:agents[0].image.repository' ghcr.io/you/agent",
      },
    ]);
  });

  it("refuses a tag beside the digest that it sets", () => {
    const agent = releaseFields({ image: { repository: REPOSITORY, tag: "v1" } });
    assert.deepEqual(begin([agent], NOTHING, image("1")).problems, [
      {
        path: "daca:agents[0].image.tag",
        says: 'is "v1", expected none: a release names the image by its digest',
        mend: "pulumi config rm --path 'daca:agents[0].image.tag'",
      },
    ]);
  });

  it("refuses another colour where none is deployed", () => {
    const agent = releaseFields(blueGreen({ newest: "green", other: "r1abc" }));
    assert.deepEqual(begin([agent], NOTHING, image("1")).problems, [
      {
        path: "daca:agents[0].delivery.other",
        says: 'is "r1abc", expected none: no colour of this agent is deployed yet',
        mend: "pulumi config rm --path 'daca:agents[0].delivery.other'",
      },
    ]);
  });

  it("refuses to guess the revision that has the traffic", () => {
    const { settings, problems } = begin([releaseFields(blueGreen())], onBlue({ revisions: {} }), image("2"));
    assert.deepEqual(
      settings.map(({ path }) => path),
      ["daca:agents[0].image.digest"],
    );
    assert.deepEqual(problems, [
      {
        path: "the output revisions.research-agent.blue",
        says: "is missing, expected the revision suffix of the colour that has the traffic",
        mend: "az containerapp revision list --name research-agent",
      },
    ]);
  });
});

describe("current", () => {
  it("makes an image up for what was never deployed, and leaves a digest in git alone", () => {
    const { settings, notes } = current([releaseFields()]);
    assert.deepEqual(settings, [{ path: "daca:agents[0].image.digest", value: digest("0") }]);
    assert.deepEqual(notes, ["research-agent: never deployed, so its image is made up"]);
    assert.deepEqual(current([releaseFields({ image: image("9") })], onBlue()).settings, []);
  });
});

describe("readDeployed", () => {
  const complete = {
    releases: { "research-agent": { image: { ...image("1") }, delivery: { strategy: "rolling" } } },
    resourceGroup: "rg",
    portal: {},
  };

  it("takes a stack without outputs for one that nothing was released to", () => {
    assert.deepEqual(readDeployed({}, "outputs.json"), NOTHING);
  });

  it("reads a stack without colours and addresses", () => {
    const { releases, revisions, urls } = readDeployed(complete, "outputs.json");
    assert.deepEqual(releases, complete.releases);
    assert.deepEqual([revisions, urls], [{}, {}]);
  });

  it("names every output that is missing or is not as expected, and what mends it", () => {
    const outputs = { urls: { "research-agent": "unknown" }, revisions: { "research-agent": { red: "r1" } } };
    assert.throws(
      () => readDeployed(outputs, "outputs.json"),
      (error) => {
        assert.ok(error instanceof SettingsError);
        assert.deepEqual(
          error.problems.map(({ path }) => path),
          ["releases", "revisions.research-agent.red", "urls.research-agent", "resourceGroup"],
        );
        assert.match(
          error.message,
          /releases +is missing, expected what each agent runs\n +update the stack once by hand/,
        );
        assert.match(error.message, /urls\.research-agent +is "unknown", expected an address such as https:/);
        return true;
      },
    );
  });

  it("refuses what is no object", () => {
    assert.throws(
      () => readDeployed(["no"], "outputs.json"),
      /outputs\.json has 1 problem:\n {2}the outputs +is \["no"\]/,
    );
  });
});

describe("stackAgents", () => {
  it("reports what stands in the way of a release, in every agent", () => {
    const agents = [{ name: "Research" }, { name: "writer", image: { repository: "a:latest" } }];
    assert.throws(
      () => stackAgents({ source: "Pulumi.dev.yaml", config: { "daca:agents": agents } }),
      (error) => {
        assert.ok(error instanceof SettingsError);
        assert.deepEqual(
          error.problems.map(({ path }) => path),
          ["daca:agents[0].name", "daca:agents[0].image", "daca:agents[1].image.repository"],
        );
        return true;
      },
    );
    assert.throws(() => stackAgents({ source: "Pulumi.dev.yaml", config: {} }), /daca:agents +is missing/);
  });
});

describe("surplus", () => {
  it("is every revision without a colour", () => {
    const deployed = onBlue({ revisions: { "research-agent": { blue: "r1", green: "r2" } } });
    const active = ["research-agent--r0", "research-agent--r1", "research-agent--r2"];
    assert.deepEqual(surplus(deployed, "research-agent", active), ["research-agent--r0"]);
  });

  it("is nothing where no colour is known", () => {
    assert.deepEqual(surplus(onBlue({ revisions: {} }), "research-agent", ["research-agent--r0"]), []);
  });
});

describe("summary", () => {
  it("says what each agent runs, who has the traffic and who waits", () => {
    const { image: released, delivery } = releaseFields({
      image: image("2"),
      ...blueGreen({ newest: "green", other: "r1a" }),
    });
    const deployed = onBlue({
      releases: { "research-agent": { image: released, delivery } },
      revisions: { "research-agent": { blue: "r1a", green: "r2b" } },
    });
    assert.equal(
      summary("prototype", deployed),
      [
        "### prototype",
        "",
        "| agent | newest image | traffic | its revision | address |",
        "|---|---|---|---|---|",
        `| research-agent | \`${REPOSITORY}\`<br>\`${digest("2")}\` | blue, green waits | research-agent--r1a | https://research-agent.example.com |`,
        "",
      ].join("\n"),
    );
    assert.equal(summary("prototype", NOTHING), "### prototype\n\nNothing is deployed.\n");
  });
});
