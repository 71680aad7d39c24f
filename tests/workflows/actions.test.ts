import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { ACTIONS } from "./actions.ts";
import { steps, using, workflows } from "./workflow.ts";

const { devDependencies } = JSON.parse(readFileSync("package.json", "utf8"));

describe("the actions that workflows use", () => {
  it("are pinned by commit, with the release that it is of beside it", () => {
    const lines = workflows.flatMap(({ text }) => text.split("\n").filter((line) => /\buses: (?!\.\/)/.test(line)));
    assert.equal(lines.length, steps.filter(([, { uses }]) => uses).length);
    for (const line of lines) {
      const [, action = "", commit, version] =
        /uses: ([\w.-]+\/[\w.-]+)@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)$/.exec(line) ?? [];
      assert.deepEqual(
        { commit, version },
        { commit: ACTIONS[action]?.commit, version: ACTIONS[action]?.version },
        line,
      );
    }
  });

  it("are all used: what is not is not to be trusted either", () => {
    assert.deepEqual(
      Object.keys(ACTIONS).filter((action) => using(action).length === 0),
      [],
    );
  });

  it("know every input that they are given", () => {
    for (const [place, { uses, with: inputs = {} }] of steps.filter(([, step]) => step.uses)) {
      const known = ACTIONS[uses?.split("@")[0] ?? ""]?.inputs ?? [];
      assert.deepEqual(
        Object.keys(inputs).filter((input) => !known.includes(input)),
        [],
        place,
      );
    }
  });

  it("know every output that is read from them", () => {
    for (const { name, text, jobs } of workflows) {
      const byId = new Map(Object.values(jobs).flatMap((job) => (job.steps ?? []).map((step) => [step.id, step])));
      for (const [, id = "", output = ""] of text.matchAll(/steps\.([\w-]+)\.outputs\.([\w-]+)/g)) {
        const step = byId.get(id);
        const written = step?.run?.includes(`${output}=`) || step?.run?.includes("--changes");
        const given = ACTIONS[step?.uses?.split("@")[0] ?? ""]?.outputs.includes(output);
        assert.ok(written || given, `${name}: steps.${id}.outputs.${output}`);
      }
    }
  });

  it("leave no credentials in the checkout", () => {
    assert.ok(using("actions/checkout").length > 0);
    for (const [place, { with: inputs }] of using("actions/checkout")) {
      assert.equal(inputs?.["persist-credentials"], false, place);
    }
  });

  it("bring the Node and the Pulumi that the project itself brings", () => {
    for (const [place, { with: inputs }] of using("actions/setup-node")) {
      assert.equal(inputs?.["node-version"], devDependencies.node, place);
    }
    for (const [place, { with: inputs }] of using("pulumi/actions")) {
      assert.equal(inputs?.["pulumi-version"], devDependencies.pulumi, place);
    }
  });

  it("cache nothing where something is released or a cloud is signed in to", () => {
    for (const [place, { with: inputs = {} }] of steps.filter(([where]) => !where.startsWith("check."))) {
      for (const cache of ["cache", "cache-from", "cache-to"]) assert.equal(inputs[cache], undefined, place);
    }
    for (const [place, { with: inputs }] of using("actions/setup-node")) {
      if (!place.startsWith("check.")) assert.equal(inputs?.["package-manager-cache"], false, place);
    }
  });
});
