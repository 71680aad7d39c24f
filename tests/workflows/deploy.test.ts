import assert from "node:assert/strict";
import { expression, type Step, stepsOf, workflow } from "./workflow.ts";

const build = stepsOf("deploy", "build");
const deploy = stepsOf("deploy", "deploy");

/** Where a step is among those of its job. */
function at(steps: Step[], is: (step: Step) => boolean): number {
  const place = steps.findIndex(is);
  assert.notEqual(place, -1);
  return place;
}

const runs = (command: string) => (step: Step) => step.run?.includes(command) ?? false;
const updates = deploy.filter((step) => step.with?.command === "up");

describe("the image that is deployed", () => {
  it("is built once, from the agent's Dockerfile, with a bill of materials and its provenance", () => {
    const { with: inputs } = build.find(({ id }) => id === "image") ?? {};
    assert.deepEqual(
      [inputs?.context, inputs?.file, inputs?.push, inputs?.sbom, inputs?.provenance],
      [".", "agent/Dockerfile", true, true, "mode=max"],
    );
  });

  it("is signed, attested and deployed by digest", () => {
    const digest = /\$\{\{ steps\.image\.outputs\.digest \}\}/;
    assert.match(build.find(runs("cosign sign"))?.env?.IMAGE ?? "", digest);
    assert.match(String(build.find(({ uses }) => uses?.includes("attest"))?.with?.["subject-digest"]), digest);
    assert.match(workflow("deploy").jobs.build?.outputs?.digest ?? "", digest);
    const image = [expression("needs.build.outputs.repository"), expression("needs.build.outputs.digest")].join("@");
    assert.equal(workflow("deploy").jobs.deploy?.env?.IMAGE, image);
  });

  it("is verified before a credential of the cloud is there and before anything of this project runs", () => {
    const verified = at(deploy, runs("cosign verify"));
    assert.match(deploy[verified]?.run ?? "", /deploy\.yml@refs\/heads\/main/);
    assert.match(deploy[verified]?.run ?? "", /gh attestation verify "oci:\/\/\$IMAGE" --repo "\$GITHUB_REPOSITORY"/);
    assert.ok(verified < at(deploy, runs("npm ci")));
    assert.ok(verified < at(deploy, ({ uses }) => uses?.startsWith("azure/login@") ?? false));
  });
});

describe("a deployment", () => {
  it("asks, begins, updates, tries, shifts and tries again, in this order", () => {
    const order = [
      at(deploy, runs("before.json")),
      at(deploy, runs("release -- begin")),
      deploy.indexOf(updates[0] as Step),
      at(deploy, runs("release -- smoke new")),
      at(deploy, runs("release -- promote")),
      deploy.indexOf(updates[1] as Step),
      at(deploy, runs("release -- smoke production")),
      at(deploy, runs("release -- rollback")),
      deploy.indexOf(updates[2] as Step),
      at(deploy, runs("release -- retire")),
      at(deploy, runs("release -- summary")),
    ];
    assert.equal(updates.length, 3);
    assert.deepEqual(
      order,
      order.toSorted((a, b) => a - b),
    );
  });

  it("shifts only where there is something to shift", () => {
    assert.equal(updates[1]?.if, "steps.promote.outputs.changes != '0'");
  });

  it("goes back when anything fails once it has begun, or when somebody stops it", () => {
    const asked = "(failure() || cancelled()) && steps";
    assert.equal(deploy.find(runs("release -- rollback"))?.if, `${asked}.begin.outcome == 'success'`);
    assert.equal(updates[2]?.if, `${asked}.rollback.outcome == 'success' && steps.rollback.outputs.changes != '0'`);
  });

  it("goes back to what was deployed before it, not to what it deployed itself", () => {
    assert.match(deploy.find(runs("release -- rollback"))?.run ?? "", /--outputs "\$RUNNER_TEMP\/before\.json"/);
    assert.match(deploy.find(runs("release -- promote"))?.run ?? "", /--outputs "\$RUNNER_TEMP\/beside\.json"/);
  });

  it("leaves time for the way back within the job's", () => {
    const limits = deploy.map((step) => step["timeout-minutes"]).filter((minutes) => minutes !== undefined);
    const [update = 0, tried = 0, shift = 0, triedAgain = 0, back = 0] = limits;
    assert.equal(limits.length, 5);
    assert.ok(update + tried + back <= 45 && shift + triedAgain + back <= 45, String(limits));
  });

  it("does the same three updates, but for when", () => {
    assert.deepEqual(updates[1]?.with, updates[0]?.with);
    assert.deepEqual(updates[2]?.with, updates[0]?.with);
  });
});
