import assert from "node:assert/strict";
import { Agent } from "../../components/agent.ts";
import { appOf, recordAgent, reference } from "../support/containerAgent.ts";

type Colour = "blue" | "green";

/** Longest name an agent may have. */
const LONGEST = "a".repeat(32);

const digest = (digit: string) => `sha256:${digit.repeat(64)}`;
const image = (digit: string) => ({ repository: "ghcr.io/acme/research-agent", digest: digest(digit) });

/** What one `pulumi up` makes of blue/green settings. */
async function release(
  digit: string,
  delivery: { production?: Colour; newest?: Colour; other?: string } = {},
  fields: Record<string, unknown> = {},
  args?: Parameters<typeof recordAgent>[1],
) {
  const blueGreen = { image: image(digit), delivery: { strategy: "blueGreen", ...delivery }, ...fields };
  const recorded = await recordAgent(blueGreen, args);
  const { configuration, template } = appOf(recorded);
  return {
    mode: configuration.activeRevisionsMode,
    suffix: template.revisionSuffix ?? "",
    traffic: configuration.ingress?.traffic,
    revisions: recorded.outputs.revisions,
  };
}

const name = (suffix: string) => `research-agent--${suffix}`;

describe("a ContainerAgent that is delivered rolling", () => {
  it("always sends everything to its latest revision, and names none", async () => {
    const recorded = await recordAgent();
    const { configuration, template } = appOf(recorded);
    assert.equal(configuration.activeRevisionsMode, "Single");
    assert.deepEqual(configuration.ingress?.traffic, [{ latestRevision: true, weight: 100 }]);
    assert.equal("revisionSuffix" in template, false);
    assert.equal(recorded.outputs.revisions, undefined);
  });
});

describe("a ContainerAgent that is delivered blue/green", () => {
  it("starts with one revision, which has all the traffic", async () => {
    const { mode, suffix, traffic, revisions } = await release("1");
    assert.equal(mode, "Multiple");
    assert.match(suffix, /^r11111111-[0-9a-f]{8}$/);
    assert.deepEqual(traffic, [{ revisionName: name(suffix), label: "blue", weight: 100 }]);
    assert.deepEqual(revisions, { blue: suffix });
  });

  it("gets the second colour beside the first, which keeps the traffic; then shifts; then rolls back", async () => {
    const { suffix: blue } = await release("1");
    const beside = await release("2", { production: "blue", newest: "green", other: blue });
    const green = beside.suffix;
    assert.match(green, /^r22222222-[0-9a-f]{8}$/);
    assert.deepEqual(beside.traffic, [
      { revisionName: name(green), label: "green", weight: 0 },
      { revisionName: name(blue), label: "blue", weight: 100 },
    ]);
    assert.deepEqual(beside.revisions, { green, blue });

    const shifted = await release("2", { production: "green", newest: "green", other: blue });
    assert.equal(shifted.suffix, green);
    assert.deepEqual(shifted.traffic, [
      { revisionName: name(green), label: "green", weight: 100 },
      { revisionName: name(blue), label: "blue", weight: 0 },
    ]);
    assert.deepEqual(shifted.revisions, beside.revisions);

    assert.deepEqual(await release("2", { production: "blue", newest: "green", other: blue }), beside);
  });

  it("names a revision after all that it runs: the same for the same, another for another", async () => {
    const { suffix } = await release("1");
    assert.equal((await release("1")).suffix, suffix);
    assert.equal((await release("1", { production: "green" })).suffix, suffix);
    const keyAt = async (version: string) => {
      const secrets = { "openai-api-key": reference("openai-api-key", version) };
      return (await release("1", {}, { secrets: { OPENAI_API_KEY: "openai-api-key" } }, { secrets })).suffix;
    };
    const others = [
      (await release("2")).suffix,
      (await release("1", {}, { env: { MODEL: "small" } })).suffix,
      (await release("1", {}, { replicas: { min: 1, max: 11 } })).suffix,
      await keyAt("v1"),
      await keyAt("v2"),
    ];
    assert.equal(new Set([suffix, ...others]).size, 6, [suffix, ...others].join(", "));
  });

  it("names a revision as Azure allows, whatever the agent's name", async () => {
    for (const agent of ["a", "research-agent", LONGEST]) {
      const { suffix, revisions } = await release("9", {}, { name: agent });
      assert.match(suffix, /^[a-z]([a-z0-9-]*[a-z0-9])?$/);
      assert.doesNotMatch(suffix, /--/);
      assert.ok(`${agent}--${suffix}`.length <= 54, `${agent}--${suffix}`);
      assert.deepEqual(revisions, { blue: suffix });
    }
  });

  it("always shares out all of the traffic, even when both colours run the same", async () => {
    const { suffix } = await release("1");
    for (const production of ["blue", "green"] as const) {
      for (const newest of ["blue", "green"] as const) {
        for (const other of [suffix, "r0-older"]) {
          const { traffic } = await release("1", { production, newest, other });
          const shared = traffic?.reduce((sum, { weight }) => sum + weight, 0);
          assert.equal(shared, 100, JSON.stringify({ production, newest, other, traffic }));
        }
      }
    }
  });

  it("says the other colour's revision the way its settings want it", async () => {
    const { revisions } = await release("1");
    const { blue } = revisions as { blue: string };
    const pasted = { strategy: "blueGreen", production: "blue", newest: "green", other: blue };
    const { success } = Agent.safeParse({ name: "research-agent", image: image("2"), delivery: pasted });
    assert.ok(success, `delivery.other does not take ${blue}, as the output revisions says it`);
    assert.deepEqual((await release("2", { newest: "green", other: blue })).traffic?.at(-1), {
      revisionName: name((await release("1")).suffix),
      label: "blue",
      weight: 100,
    });
  });
});
