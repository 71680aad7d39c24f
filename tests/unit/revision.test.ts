import assert from "node:assert/strict";
import { blueGreenTraffic, revisionName, revisionSuffix } from "../../components/infra/azure/revision.ts";
import { DIGEST } from "../support/agents.ts";

const LONGEST_AGENT = "a".repeat(32);

describe("revisionSuffix", () => {
  const template = { scale: { maxReplicas: 10 } };

  it("is legal in Container Apps, even with the longest agent name and a digest that starts with a digit", () => {
    const suffix = revisionSuffix(`sha256:${"0123456789abcdef".repeat(4)}`, template);
    assert.match(suffix, /^[a-z][a-z0-9-]*[a-z0-9]$/);
    assert.doesNotMatch(suffix, /--/);
    assert.ok(revisionName(LONGEST_AGENT, suffix).length <= 54);
  });

  it("is another one for another image, and for other settings of the same image", () => {
    const suffixes = [
      revisionSuffix(DIGEST, template),
      revisionSuffix(`sha256:${"cd".repeat(32)}`, template),
      revisionSuffix(DIGEST, { scale: { maxReplicas: 11 } }),
    ];
    assert.equal(new Set(suffixes).size, 3);
    assert.equal(revisionSuffix(DIGEST, structuredClone(template)), suffixes[0]);
  });
});

describe("blueGreenTraffic", () => {
  const delivery = { strategy: "blueGreen", production: "blue" } as const;

  it("gives a first release all the traffic", () => {
    assert.deepEqual(blueGreenTraffic("app", delivery, "r1"), [
      { revisionName: "app--r1", label: "blue", weight: 100 },
    ]);
  });

  it("puts a new release beside the old one, without traffic", () => {
    assert.deepEqual(blueGreenTraffic("app", { ...delivery, newest: "green", other: "r1" }, "r2"), [
      { revisionName: "app--r2", label: "green", weight: 0 },
      { revisionName: "app--r1", label: "blue", weight: 100 },
    ]);
  });

  it("shifts the traffic without touching the revisions, and back again", () => {
    const shifted = blueGreenTraffic("app", { ...delivery, production: "green", newest: "green", other: "r1" }, "r2");
    assert.deepEqual(shifted, [
      { revisionName: "app--r2", label: "green", weight: 100 },
      { revisionName: "app--r1", label: "blue", weight: 0 },
    ]);
  });
});
