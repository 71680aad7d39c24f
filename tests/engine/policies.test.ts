import assert from "node:assert/strict";
import { resolve } from "node:path";
import { planStack } from "../../sandbox/plan/plan.ts";
import { auditPlan } from "../../sandbox/plan/policies.ts";
import { Checkout, stepsOf } from "../support/rehearsal.ts";

describe("the policies on the real engine", () => {
  const checkouts: Checkout[] = [];
  const checkout = (main?: string) => {
    const made = new Checkout(main);
    checkouts.push(made);
    return made;
  };
  after(() => {
    for (const each of checkouts) each.remove();
  });

  it("find what they find in the plan, at the same level", async () => {
    const { resources, tier } = await planStack(resolve("."), "prototype");
    const { found } = await auditPlan(resolve("."), tier, resources);
    const planned = found.judgements
      .filter(({ state }) => state === "violated")
      .map(({ rule, resource, level }) => `${level} ${rule.name} ${resource.urn}`);

    const engine = checkout();
    const run = engine.rehearse("--keep");
    assert.equal(run.status, 0, run.stdout + run.stderr);
    const said: { policy: string; urn: string; mandatory: boolean; text: string }[] = JSON.parse(
      engine.text(".sandbox/prototype/rehearsal/policies.json"),
    );
    const rehearsed = said.map(
      ({ policy, urn, mandatory }) => `${mandatory ? "mandatory" : "advisory"} ${policy} ${urn}`,
    );
    assert.ok(planned.length > 0, "the prototype has advisory findings to compare");
    assert.deepEqual([...new Set(rehearsed)].toSorted(), [...new Set(planned)].toSorted());
    assert.match(run.stdout, /^ {2}up +\d+\.\d s {2}48 created; policies: 0 mandatory, \d+ advisory$/m);
  });

  it("say of the first preview what they cannot decide, and stop nothing for it", () => {
    const run = checkout().rehearse("--until", "preview");
    assert.equal(run.status, 0, run.stdout + run.stderr);
    assert.match(
      run.stdout,
      /^ {2}preview +\d+\.\d s {2}48 to create; policies: 0 mandatory, \d+ advisory, \d+ open$/m,
    );
    assert.match(
      run.stdout,
      /ContainerApp prototype-agent-research-agent-app: \d+ policies wait for .*template.*, not known before up/,
    );
  });

  it("stop a database with keys and a role with wildcards before anything is made, each with its message", () => {
    const broken = checkout("tests/support/keysAndWildcards.ts");
    broken.write("policy/config.yaml", "tiers: {prototype: {azure-no-role-wildcards: mandatory}}\n");
    const run = broken.rehearse();
    assert.equal(run.status, 1, run.stdout + run.stderr);
    assert.match(run.stdout, /cosmos-no-keys {2}azure-native:cosmosdb:DatabaseAccount prototype-state-account\n/);
    assert.match(run.stdout, / {2}disableLocalAuth\n +got false, want true: /);
    assert.match(run.stdout, /azure-no-role-wildcards {2}azure-native:authorization:RoleDefinition everything\n/);
    assert.match(run.stdout, / {2}permissions\[0\]\.actions\[0\]\n +got "\*", want actions by name: /);
    assert.deepEqual(stepsOf(run).slice(0, 1), ["stack: made"]);
  });

  it("stop a container app with a key among its variables as soon as the variables are known", () => {
    const broken = checkout("tests/support/literalKey.ts");
    const run = broken.rehearse();
    assert.equal(run.status, 1, run.stdout + run.stderr);
    assert.match(
      run.stdout,
      /no-literal-secret-in-env {2}azure-native:app:ContainerApp prototype-agent-research-agent-app\n/,
    );
    assert.doesNotMatch(run.stdout, /sk-artificial/);
  });

  it("stop the public database once the rest is known", () => {
    const broken = checkout();
    broken.write("policy/config.yaml", "tiers: {prototype: {cosmos-network: mandatory}}\n");
    const run = broken.rehearse();
    assert.equal(run.status, 1, run.stdout + run.stderr);
    assert.match(run.stdout, /cosmos-network {2}azure-native:cosmosdb:DatabaseAccount prototype-state-account\n/);
    assert.match(
      run.stdout,
      / {2}ipRules\n +got nothing, want ranges that are yours, or "Disabled" at publicNetworkAccess\n/,
    );
  });

  it("are not started with files that are wrong", () => {
    const wrong = checkout();
    wrong.write("policy/config.yaml", "policies: {cosmos-no-kees: advisory}\n");
    wrong.write("policy/exemptions.yaml", "- {policy: cosmos-no-keys, resource: x, owner: me, until: 2020-01-01}\n");
    const run = wrong.rehearse();
    assert.equal(run.status, 2, run.stdout + run.stderr);
    assert.match(
      run.stderr,
      /policy\/config\.yaml policies\.cosmos-no-kees +is not a known key, did you mean "cosmos-no-keys"\?/,
    );
    assert.match(
      run.stderr,
      /policy\/exemptions\.yaml \[0\]\.reason +is missing, expected a reason of at least 10 characters/,
    );
  });
});
