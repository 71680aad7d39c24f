import assert from "node:assert/strict";
import { z } from "zod";
import { readPolicyConfig } from "../../policy/lib/config.ts";
import { type Rule, resourceRule, stackRule } from "../../policy/lib/rule.ts";

const TODAY = "2026-11-24";

const info = {
  pack: "security",
  severity: "high",
  description: "It must.",
  why: "it breaks",
  fix: "mend it",
  references: [],
} as const;

const rules: Rule[] = [
  resourceRule({
    ...info,
    name: "k8s-first-rule",
    enforcement: "production",
    kinds: ["kubernetes:core:Pod"],
    knobs: { most: z.int().default(3).describe("Most.") },
    check: () => [],
  }),
  stackRule({ ...info, name: "k8s-second-rule", enforcement: "always", check: () => [] }),
];

const EXEMPTION = {
  policy: "k8s-first-rule",
  resource: "Pod agents/one",
  reason: "the vendor is asked to mend it",
  owner: "team-agents",
  until: "2027-01-31",
};

function read(config: unknown, exemptions: unknown = [], tier: "prototype" | "enterprise" = "prototype") {
  return readPolicyConfig(
    rules,
    tier,
    { source: "policy/config.yaml", content: config },
    { source: "policy/exemptions.yaml", content: exemptions },
    TODAY,
  );
}

function problems(config: unknown, exemptions: unknown = []): string[] {
  return read(config, exemptions).problems.map(({ path, says }) => `${path}: ${says}`);
}

describe("the policies' config", () => {
  it("takes levels from the tier, and lets a policy's own level win", () => {
    const levels = (config: unknown, tier: "prototype" | "enterprise") =>
      [...read(config, [], tier).settings].map(([, { level }]) => level);
    assert.deepEqual(levels(undefined, "prototype"), ["advisory", "mandatory"]);
    assert.deepEqual(levels(undefined, "enterprise"), ["mandatory", "mandatory"]);
    assert.deepEqual(levels({ policies: { "k8s-first-rule": "disabled" } }, "enterprise"), ["disabled", "mandatory"]);
  });

  it("adds what a tier says to what holds everywhere", () => {
    const config = {
      policies: { "k8s-first-rule": { most: 5, enforcementLevel: "mandatory" } },
      tiers: { prototype: { "k8s-first-rule": "advisory" }, enterprise: { "k8s-first-rule": { most: 7 } } },
    };
    const of = (tier: "prototype" | "enterprise") => {
      const { level, knobs } = read(config, [], tier).settings.get("k8s-first-rule") ?? {};
      return { level, knobs };
    };
    assert.deepEqual(of("prototype"), { level: "advisory", knobs: { most: 5 } });
    assert.deepEqual(of("enterprise"), { level: "mandatory", knobs: { most: 7 } });
  });

  it("gives a policy its exemptions", () => {
    const { settings, problems } = read(undefined, [EXEMPTION]);
    assert.deepEqual(problems, []);
    assert.deepEqual(settings.get("k8s-second-rule")?.exemptions, []);
    assert.equal(settings.get("k8s-first-rule")?.exemptions[0]?.owner, "team-agents");
  });

  it("names everything that is wrong at once, and goes on with the defaults", () => {
    assert.deepEqual(
      problems({
        policys: {},
        policies: {
          "k8s-frist-rule": "advisory",
          "k8s-first-rule": { most: "many", mots: 3 },
          "k8s-second-rule": "on",
        },
        tiers: { prototyp: {} },
      }),
      [
        'policy/config.yaml policys: is not a known key, did you mean "policies"?',
        'policy/config.yaml tiers.prototyp: is not a known key, did you mean "prototype"?',
        'policy/config.yaml policies.k8s-frist-rule: is not a known key, did you mean "k8s-first-rule"?',
        'policy/config.yaml policies.k8s-first-rule.most: is "many", expected a number',
        'policy/config.yaml policies.k8s-first-rule.mots: is not a known key, did you mean "most"?',
        'policy/config.yaml policies.k8s-second-rule.enforcementLevel: is "on", expected one of disabled, advisory, mandatory, remediate',
      ],
    );
    assert.deepEqual(read({ policies: { "k8s-first-rule": { most: "many" } } }).settings.get("k8s-first-rule")?.knobs, {
      most: 3,
    });
  });

  it("refuses an exemption without a reason, an owner or an end, of an unknown policy, ended or without end", () => {
    assert.deepEqual(
      problems(undefined, [
        { ...EXEMPTION, reason: "because" },
        { policy: "k8s-first-rule", resource: "Pod agents/one", reason: "the vendor is asked to mend it" },
        { ...EXEMPTION, policy: "k8s-third-rule" },
        { ...EXEMPTION, until: "2026-11-23" },
        { ...EXEMPTION, until: "2028-01-01" },
        { ...EXEMPTION, until: "next year" },
      ]),
      [
        'policy/exemptions.yaml [0].reason: is "because", expected a reason of at least 10 characters',
        "policy/exemptions.yaml [1].owner: is missing, expected a team or a person",
        "policy/exemptions.yaml [1].until: is missing, expected a date such as 2027-01-31",
        'policy/exemptions.yaml [2].policy.k8s-third-rule: is not a known key, did you mean "k8s-first-rule"?',
        "policy/exemptions.yaml [3].until: is 2026-11-23, and today is 2026-11-24",
        "policy/exemptions.yaml [4].until: is 2028-01-01, expected a day within 366 days",
        'policy/exemptions.yaml [5].until: is "next year", expected a date such as 2027-01-31',
      ],
    );
    assert.deepEqual(problems(undefined, "none"), ["policy/exemptions.yaml: is no list of exemptions"]);
  });
});
