import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { DEPLOYABLE } from "../../components/settings.ts";
import { PACKS } from "../../policy/lib/rule.ts";
import { listStacks, readStackFile } from "../../sandbox/stackFile.ts";
import { expression, jobs, steps, using, workflow, workflows } from "./workflow.ts";

const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));

describe("every job", () => {
  it("ends, on a runner that is named by its version", () => {
    for (const [place, job] of jobs.filter(([, { uses }]) => !uses)) {
      assert.ok((job["timeout-minutes"] ?? 360) <= 60, place);
      assert.equal(job["runs-on"], "ubuntu-24.04", place);
    }
  });

  it("stops at the first command that fails, in a pipe as well", () => {
    for (const { name, defaults } of workflows) assert.equal(defaults?.run?.shell, "bash", name);
    for (const [place, { shell }] of steps) assert.equal(shell, undefined, place);
  });

  it("runs only scripts that the project has", () => {
    const named = steps.flatMap(([place, { run = "" }]) =>
      [...run.matchAll(/npm (?:run (?:--silent )?([\w:-]+)|(test)\b)/g)].map(([, script, test]) => [
        place,
        script ?? test,
      ]),
    );
    assert.ok(named.length > 10);
    assert.deepEqual(
      named.filter(([, script]) => !scripts[script ?? ""]),
      [],
    );
  });

  it("waits for nothing by the clock, and names nothing by what it happens to be today", () => {
    for (const { name, text } of workflows) assert.doesNotMatch(text, /\bsleep\b|latest/, name);
  });

  it("is held back while another one works on the same", () => {
    for (const name of ["deploy", "drift"]) {
      const expected = { group: `${name}-${expression("matrix.stack")}`, "cancel-in-progress": false };
      assert.deepEqual(workflow(name).jobs[name]?.concurrency, expected);
    }
    assert.equal(workflow("deploy").jobs.build?.concurrency?.["cancel-in-progress"], false);
    assert.equal(workflow("policy-publish").concurrency?.["cancel-in-progress"], false);
    assert.equal(workflow("preview").jobs.preview?.concurrency?.["cancel-in-progress"], true);
  });
});

describe("the stacks that are previewed, deployed and watched", () => {
  it("are those that have a file and a tier that can be deployed, each with its tier", async () => {
    const tiers: string[] = [...DEPLOYABLE];
    const files = await Promise.all((await listStacks(".")).map((stack) => readStackFile(".", stack)));
    const committed = files
      .map(({ stack, config }) => ({ stack, tier: String(config["daca:tier"]) }))
      .filter(({ tier }) => DEPLOYABLE.some((deployable) => deployable === tier))
      // What a prototype has tried goes on to a larger tier.
      .toSorted((a, b) => tiers.indexOf(a.tier) - tiers.indexOf(b.tier));
    for (const name of ["preview", "deploy", "drift"]) {
      assert.deepEqual(workflow(name).jobs[name]?.strategy?.matrix.include, committed, name);
    }
  });

  it("are held against all policy packs, with the levels of their tier", () => {
    const packs = PACKS.map((pack) => `policy/dist/${pack}`);
    for (const name of ["preview", "deploy", "drift"]) {
      const { env = {} } = workflow(name).jobs[name] ?? {};
      assert.deepEqual(env.POLICY_PACKS?.split(",").toSorted(), packs.toSorted(), name);
      assert.deepEqual(
        env.POLICY_CONFIGS?.split(", "),
        env.POLICY_PACKS?.split(",").map((pack) => `${pack}/config/${expression("matrix.tier")}.json`),
        name,
      );
    }
    for (const [place, { with: inputs = {} }] of using("pulumi/actions").filter(([, step]) => step.with?.command)) {
      assert.equal(inputs.policyPacks, expression("env.POLICY_PACKS"), place);
      assert.equal(inputs.policyPackConfigs, expression("env.POLICY_CONFIGS"), place);
    }
  });
});

describe("what is kept up to date", () => {
  it("is in folders that exist", () => {
    const { updates } = parse(readFileSync(".github/dependabot.yml", "utf8"));
    const folders: string[] = updates.flatMap(
      ({ directory, directories }: Record<string, string[]>) => directories ?? directory,
    );
    for (const folder of folders) assert.ok(existsSync(`.${folder.replace(/\/\*$/, "")}`), folder);
    assert.deepEqual(
      updates.map((update: Record<string, string>) => update["package-ecosystem"]),
      ["github-actions", "npm", "docker", "pip", "gomod"],
    );
  });
});
