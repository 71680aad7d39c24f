import assert from "node:assert/strict";
import { expression, jobs, steps, workflow, workflows } from "./workflow.ts";

/** All that a job may do, and nothing else. */
const RIGHTS: Record<string, Record<string, string>> = {
  "check.check": { contents: "read" },
  "preview.check": { contents: "read" },
  "preview.preview": { contents: "read", "id-token": "write", "pull-requests": "write" },
  "deploy.check": { contents: "read" },
  "deploy.build": { contents: "read", packages: "write", "id-token": "write", attestations: "write" },
  "deploy.deploy": { contents: "read", "id-token": "write", packages: "read", attestations: "read" },
  "drift.drift": { contents: "read", "id-token": "write" },
  "policy-publish.check": { contents: "read" },
  "policy-publish.publish": { contents: "read", "id-token": "write" },
};

describe("what workflows may do", () => {
  it("is nothing, but for what each job says that it needs", () => {
    for (const { name, permissions } of workflows) assert.deepEqual(permissions, {}, name);
    assert.deepEqual(Object.fromEntries(jobs.map(([place, { permissions }]) => [place, permissions])), RIGHTS);
  });

  it("starts with an event that runs the code of whom it trusts", () => {
    assert.deepEqual(Object.fromEntries(workflows.map(({ name, on }) => [name, Object.keys(on)])), {
      check: ["workflow_call"],
      deploy: ["push", "workflow_dispatch"],
      drift: ["schedule", "workflow_dispatch"],
      "policy-publish": ["push", "workflow_dispatch"],
      preview: ["pull_request"],
    });
    assert.deepEqual(workflow("deploy").on.push, { branches: ["main"] });
    for (const name of ["deploy", "drift"]) {
      const [first] = Object.values(workflow(name).jobs);
      assert.match(first?.if ?? "", /^github\.ref == 'refs\/heads\/main' && /, name);
    }
  });

  it("takes no secret and no identity to where a fork's code runs", () => {
    assert.doesNotMatch(workflow("check").text, /secrets\b|vars\.|github\.token|id-token|environment:/);
    for (const [place, { uses, secrets }] of jobs) {
      if (uses) assert.equal(secrets, undefined, place);
    }
    const { if: condition, environment } = workflow("preview").jobs.preview ?? {};
    assert.match(condition ?? "", /^github\.event\.pull_request\.head\.repo\.full_name == github\.repository && /);
    assert.match(condition ?? "", /github\.event\.pull_request\.user\.login != 'dependabot\[bot\]'/);
    assert.equal(environment, `${expression("matrix.stack")}-preview`);
  });

  it("waits for an approval wherever it changes something, since each such job has an environment", () => {
    assert.equal(workflow("deploy").jobs.deploy?.environment, expression("matrix.stack"));
    assert.equal(workflow("policy-publish").jobs.publish?.environment, "policies");
  });

  it("needs no secret that lives longer than a job, but for the token of the agents' callers", () => {
    const named = workflows.flatMap(({ text }) => [...text.matchAll(/secrets\.(\w+)/g)].map(([, secret]) => secret));
    assert.deepEqual([...new Set(named)], ["SMOKE_TOKEN"]);
  });

  it("has a script see what others wrote as a variable, never as a part of it", () => {
    for (const [place, { run }] of steps) assert.doesNotMatch(run ?? "", /\$\{\{/, place);
  });
});
