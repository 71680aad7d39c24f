import assert from "node:assert/strict";
import type { Level } from "../../../policy/levels.ts";
import { audit } from "../../../policy/lib/audit.ts";
import type { Exemption } from "../../../policy/lib/exemption.ts";
import { anyResourceRule, resourceRule, stackRule } from "../../../policy/lib/rule.ts";
import { UNKNOWN } from "../../../policy/lib/unknown.ts";
import { INFO, lampRule, resourceOf, settingsOf } from "../../support/smallRule.ts";

const TODAY = "2026-11-24";
const EXEMPTION: Exemption = { resource: "Lamp it", reason: "it is only a test", owner: "team", until: "2026-12-31" };

const dark = resourceOf({ lamps: [{ name: "red", on: false }] });

function audited(level: Level, exemptions: Exemption[] = [], resource = dark) {
  const settings = new Map([[lampRule.name, { ...settingsOf(lampRule), level, exemptions }]]);
  return audit([lampRule], [resource], settings, TODAY);
}

describe("an audit", () => {
  it("skips what is disabled, with its exemptions", () => {
    assert.deepEqual(audited("disabled", [EXEMPTION]), { judgements: [], unused: [] });
  });

  it("has what is to be mended and is not for mandatory", () => {
    const levels = (["advisory", "mandatory", "remediate"] as const).map((level) =>
      audited(level).judgements.map((each) => [each.state, each.level]),
    );
    assert.deepEqual(levels, [[["violated", "advisory"]], [["violated", "mandatory"]], [["violated", "mandatory"]]]);
  });

  it("lets nothing stop an update that is advice, open or exempted", () => {
    const advice = anyResourceRule({ ...INFO, check: () => [{ path: "", want: "light", advisory: true }] });
    const settings = new Map([[advice.name, { ...settingsOf(advice), level: "mandatory" as const }]]);
    assert.deepEqual(
      audit([advice], [dark], settings, TODAY).judgements.map(({ state, level }) => [state, level]),
      [["violated", "advisory"]],
    );
    assert.deepEqual(
      audited("mandatory", [EXEMPTION]).judgements.map(({ state, level }) => [state, level]),
      [["exempted", "advisory"]],
    );
    assert.deepEqual(
      audited("mandatory", [], resourceOf({ lamps: UNKNOWN })).judgements.map(({ state, level }) => [state, level]),
      [["undecided", "advisory"]],
    );
  });

  it("holds each resource against the rules of its kind, and then the stack against its own", () => {
    const pods = resourceRule({
      ...INFO,
      name: "pod-rule",
      kinds: ["kubernetes:core:Pod"],
      check: () => [{ path: "pod", want: "" }],
    });
    const whole = stackRule({
      ...INFO,
      name: "stack-rule",
      check: ({ resources, root }) => [{ resource: root, path: "", want: `not ${resources.length}` }],
    });
    const pod = resourceOf({ lamps: [{}] }, { urn: "urn:pod", type: "kubernetes:core/v1:Pod", name: "pod" });
    const rules = [whole, lampRule, pods];
    const settings = new Map(rules.map((rule) => [rule.name, settingsOf(rule)]));
    const { judgements } = audit(rules, [dark, pod], settings, TODAY);
    assert.deepEqual(
      judgements.map(({ rule, resource }) => `${rule.name} ${resource.name}`),
      ["small-rule it", "small-rule pod", "pod-rule pod", "stack-rule stack"],
    );
    assert.ok(judgements[3]?.state === "violated");
    assert.equal(judgements[3].finding.want, "not 2");
  });
});

describe("an unused exemption", () => {
  it("is one that excuses nothing", () => {
    const elsewhere = { ...EXEMPTION, resource: "Lamp other" };
    const narrow = { ...EXEMPTION, finding: "green" };
    const { judgements, unused } = audited("mandatory", [elsewhere, EXEMPTION, narrow]);
    assert.deepEqual(
      judgements.map(({ state }) => state),
      ["exempted"],
    );
    assert.deepEqual(unused, [
      { policy: "small-rule", exemption: elsewhere },
      { policy: "small-rule", exemption: narrow },
    ]);
  });

  it("is not one that ended, for its finding is told with its end", () => {
    const ended = { ...EXEMPTION, until: "2026-11-23" };
    const { judgements, unused } = audited("mandatory", [ended]);
    assert.ok(judgements[0]?.state === "violated");
    assert.deepEqual([judgements[0].ended, unused], [ended, []]);
  });

  it("is not one of a resource of which something is open: it may be needed yet", () => {
    const elsewhere = { ...EXEMPTION, resource: "Lamp other" };
    const { unused } = audited("mandatory", [EXEMPTION, elsewhere], resourceOf({ lamps: [{ on: UNKNOWN }] }));
    assert.deepEqual(unused, [{ policy: "small-rule", exemption: elsewhere }]);
  });
});
