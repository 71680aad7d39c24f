import assert from "node:assert/strict";
import type { ReportViolation, ResourceValidationPolicy } from "@pulumi/policy";
import { z } from "zod";
import { toPolicy } from "../../../policy/lib/pack.ts";
import type { FoundResource } from "../../../policy/lib/resource.ts";
import { anyResourceRule, resourceRule, stackRule } from "../../../policy/lib/rule.ts";
import { UNKNOWN } from "../../../policy/lib/unknown.ts";
import { analyze } from "../../support/policyServer.ts";
import { INFO, lampRule } from "../../support/smallRule.ts";

const SAID = { reason: "the vendor is asked to mend it", owner: "team-agents" };
const URN = "urn:pulumi:test::daca::test:index:Lamp::it";

function lamp(props: Record<string, unknown>): FoundResource {
  return { urn: URN, type: "test:index:Lamp", name: "it", props };
}

describe("a rule as the engine takes it", () => {
  it("says all about itself, with the level of the strictest tier", () => {
    const rule = anyResourceRule({
      ...INFO,
      enforcement: "advice",
      knobs: { most: z.int().default(3).describe("Most lamps.") },
      check: () => [],
    });
    const { name, description, enforcementLevel, severity, tags, remediationSteps, configSchema } = toPolicy(rule);
    assert.deepEqual(
      { name, description, enforcementLevel, severity, tags, remediationSteps },
      {
        name: "small-rule",
        description: "A lamp must be on.",
        enforcementLevel: "advisory",
        severity: "high",
        tags: ["advice", "REF 1"],
        remediationSteps: "switch it on",
      },
    );
    assert.deepEqual(Object.keys(configSchema?.properties ?? {}), ["most", "exempt", "allowAnnotations"]);
    assert.equal((configSchema?.properties.most as { default?: unknown } | undefined)?.default, 3);
    assert.equal(toPolicy(lampRule).enforcementLevel, "mandatory");
  });

  it("has a remediation only where the rule can mend", () => {
    assert.equal("remediateResource" in toPolicy(lampRule), false);
    assert.equal("remediateResource" in toPolicy({ ...lampRule, remediate: () => {} }), true);
  });
});

describe("what the engine is told", () => {
  it("has every place, why, how to mend it, how to exempt from it, and who else demands it", async () => {
    assert.deepEqual(await analyze(lampRule, [lamp({ lamps: [{}, { on: true }, { on: "no" }] })], {}), [
      {
        level: "mandatory",
        urn: URN,
        message: [
          "A lamp must be on.",
          "lamps[0].on",
          "got nothing, want true",
          "lamps[2].on",
          'got "no", want true',
          "why    it is dark",
          "mend   switch it on",
          "exempt policy/exemptions.yaml: small-rule + resource, reason, owner, until",
          "REF 1",
        ].join("\n"),
      },
    ]);
  });

  it("is advice where the finding is, whatever the policy's level", async () => {
    const rule = anyResourceRule({
      ...INFO,
      check: () => [
        { path: "a", want: "b" },
        { path: "c", want: "d", advisory: true },
      ],
    });
    const told = await analyze(rule, [lamp({})], {});
    assert.deepEqual(
      told.map(({ level, message }) => [level, message.split("\n").slice(0, 3)]),
      [
        ["mandatory", ["A lamp must be on.", "a", "got nothing, want b: it is dark"]],
        ["advisory", ["A lamp must be on.", "c", "got nothing, want d: it is dark"]],
      ],
    );
  });

  it("is no more than advice where something is open or exempted", async () => {
    const exempt = [{ resource: "Lamp it", finding: "lamps[0].on", until: "2999-12-31", ...SAID }];
    const props = { lamps: [{}, { on: UNKNOWN }, { on: UNKNOWN }, { on: true }] };
    assert.deepEqual(await analyze(lampRule, [lamp(props)], { exempt }), [
      { level: "advisory", urn: URN, message: "cannot be decided before up: lamps[1].on, lamps[2].on" },
      {
        level: "advisory",
        urn: URN,
        message: "exempted lamps[0].on until 2999-12-31 (team-agents: the vendor is asked to mend it)",
      },
    ]);
  });

  it("says that an exemption ended, and when, at its finding", async () => {
    const exempt = [{ resource: URN, until: "2026-01-31", ...SAID }];
    const [told] = await analyze(lampRule, [lamp({ lamps: [{}] })], { exempt });
    assert.equal(told?.level, "mandatory");
    assert.equal(
      told.message.split("\n")[3],
      "its exemption ended on 2026-01-31 (team-agents: the vendor is asked to mend it)",
    );
  });

  it("is one message for each item of a list", async () => {
    const rule = resourceRule({
      ...INFO,
      kinds: ["kubernetes:apps:Deployment"],
      check: ({ props }) => (props.spec?.replicas === 2 ? [] : [{ path: "spec.replicas", want: "2" }]),
    });
    const items = [{ spec: {} }, { spec: { replicas: 2 } }, { spec: { replicas: 3 } }];
    const list = { ...lamp({ items }), type: "kubernetes:apps/v1:DeploymentList" };
    assert.deepEqual(
      (await analyze(rule, [list], {})).map(({ message }) => message.split("\n")[1]),
      ["items[0].spec.replicas", "items[2].spec.replicas"],
    );
    assert.deepEqual(
      (await analyze(rule, [{ ...list, props: { items: UNKNOWN } }], {})).map(({ message }) => message),
      ["cannot be decided before up: items.spec"],
    );
    assert.deepEqual(await analyze(rule, [lamp({ spec: {} })], {}), []);
  });

  it("blames each resource of a stack, or the stack", async () => {
    const rule = stackRule({
      ...INFO,
      check: ({ resources, root }) => [
        ...resources.slice(1).map((resource) => ({ resource, path: "on", want: "true" })),
        { resource: root, path: "", want: "a fuse" },
      ],
    });
    const root = { urn: "urn:root", type: "pulumi:pulumi:Stack", name: "daca-test", props: {} };
    assert.deepEqual(
      (await analyze(rule, [root, lamp({})], {})).map(({ urn, message }) => [urn, message.split("\n")[1]]),
      [
        [URN, "on"],
        ["urn:root", "got nothing, want a fuse: it is dark"],
      ],
    );
  });

  it("is a violation, and no crash, where the inputs cannot be read", async () => {
    const [told, ...others] = await analyze(lampRule, [lamp({ lamps: "two" })], {});
    assert.deepEqual([told?.level, others], ["mandatory", []]);
    assert.match(told?.message ?? "", /want inputs that the policy can read: it is dark/);
  });
});

describe("a config that cannot be used", () => {
  it("is a mandatory violation once, and the rule runs with its defaults", () => {
    const policy = toPolicy(lampRule) as ResourceValidationPolicy;
    const told: unknown[] = [];
    const report: ReportViolation = (message) => told.push(message);
    const args = {
      ...lamp({ lamps: [{}] }),
      opts: { protect: false, ignoreChanges: [] },
      getConfig: () => ({ exempt: [{ resource: "Lamp it" }], lmap: 1 }),
    };
    assert.ok(!Array.isArray(policy.validateResource));
    policy.validateResource?.(args as never, report);
    policy.validateResource?.(args as never, report);
    assert.equal(told.length, 3);
    const { message, enforcementLevel } = told[0] as { message: string; enforcementLevel: string };
    assert.equal(enforcementLevel, "mandatory");
    assert.match(message, /^The config of small-rule cannot be used:\n/);
    assert.match(message, /lmap/);
    assert.match(message, /exempt\[0\]\.owner/);
    assert.match(String(told[1]), /^lamps\[0\]\.on\n/);
    assert.equal(told[2], told[1]);
  });
});
