import assert from "node:assert/strict";
import { applies, examine, type Judgement } from "../../../policy/lib/examine.ts";
import { toResources } from "../../../policy/lib/resource.ts";
import { anyResourceRule, resourceRule } from "../../../policy/lib/rule.ts";
import { UNKNOWN } from "../../../policy/lib/unknown.ts";
import { INFO, type Lamps, lampRule, objectOf, resourceOf, settingsOf } from "../../support/smallRule.ts";

const TODAY = "2026-11-24";

/** `violated path` and `undecided path`. */
function tell(judgements: Judgement[]): string[] {
  return judgements.map((each) => `${each.state} ${each.state === "undecided" ? each.path : each.finding.path}`);
}

function examined(props: object, config: Record<string, unknown> = {}): Judgement[] {
  return examine(lampRule, resourceOf(props), settingsOf(lampRule, config), TODAY);
}

describe("a rule about one resource", () => {
  it("finds what is wrong, with what is there and what should be", () => {
    const resource = resourceOf({ lamps: [{ on: true }, { on: false }, {}] });
    assert.deepEqual(examine(lampRule, resource, settingsOf(lampRule), TODAY), [
      { rule: lampRule, resource, state: "violated", finding: { path: "lamps[1].on", got: false, want: "true" } },
      { rule: lampRule, resource, state: "violated", finding: { path: "lamps[2].on", got: undefined, want: "true" } },
    ]);
  });

  it("looks at its kinds and no other", () => {
    const rule = resourceRule({ ...INFO, kinds: ["kubernetes:core:Pod"], check: () => [{ path: "", want: "no pod" }] });
    const found = (type: string) => tell(examine(rule, objectOf(type, {}), settingsOf(rule), TODAY));
    assert.deepEqual(found("kubernetes:core/v1:Pod"), ["violated "]);
    assert.deepEqual(found("kubernetes:core/v1:Service"), []);
    assert.deepEqual([applies(rule, "kubernetes:core:Pod"), applies(rule, "aws:s3:Bucket")], [true, false]);
    assert.equal(applies(lampRule, "aws:s3:Bucket"), true);
  });

  it("leaves open each value that is not known yet, and finds the others all the same", () => {
    assert.deepEqual(tell(examined({ lamps: [{ on: UNKNOWN }, { on: false }, { on: true }, { on: UNKNOWN }] })), [
      "undecided lamps[0].on",
      "undecided lamps[3].on",
      "violated lamps[1].on",
    ]);
  });

  it("leaves open all that is in an unknown value", () => {
    assert.deepEqual(tell(examined({ lamps: UNKNOWN })), ["undecided lamps"]);
  });

  it("does not care for an unknown value that it does not read", () => {
    assert.deepEqual(tell(examined({ lamps: [{ on: false }], colour: UNKNOWN })), ["violated lamps[0].on"]);
  });

  it("does not exempt what is open", () => {
    const exempt = [{ resource: "Lamp it", reason: "it is only a test", owner: "team", until: TODAY }];
    assert.deepEqual(tell(examined({ lamps: [{ on: UNKNOWN }, {}] }, { exempt })), [
      "undecided lamps[0].on",
      "exempted lamps[1].on",
    ]);
  });

  it("says where in a list the item is, also of the item as a whole", () => {
    const rule = anyResourceRule({
      ...INFO,
      check: ({ props }) => [
        { path: "", want: "no item" },
        ...(props.spec === undefined ? [{ path: "spec", want: "a spec" }] : []),
      ],
    });
    const items = [{}, { spec: UNKNOWN }, { spec: {} }];
    const list = { urn: "urn:list", type: "kubernetes:apps/v1:DeploymentList", name: "all", props: { items } };
    const told = toResources(list).map((each) => tell(examine(rule, each, settingsOf(rule), TODAY)));
    assert.deepEqual(told, [
      ["violated items[0]", "violated items[0].spec"],
      ["undecided items[1].spec"],
      ["violated items[2]"],
    ]);
  });
});

describe("a rule that cannot read the inputs", () => {
  it("finds them wrong instead of failing", () => {
    const [judgement, ...others] = examined({ lamps: "two" });
    assert.deepEqual(others, []);
    assert.ok(judgement?.state === "violated");
    assert.deepEqual(judgement.finding, {
      path: "",
      got: "(props.lamps ?? []).flatMap is not a function",
      want: "inputs that the policy can read",
    });
  });

  it("names the item of a list that it could not read, and reads the others", () => {
    const items = [{ lamps: [{}] }, { lamps: 2 }, { lamps: [{}] }];
    const list = { urn: "urn:list", type: "kubernetes:acme.com/v1:LampList", name: "all", props: { items } };
    const told = toResources(list).flatMap((each) => tell(examine(lampRule, each, settingsOf(lampRule), TODAY)));
    assert.deepEqual(told, ["violated items[0].lamps[0].on", "violated items[1]", "violated items[2].lamps[0].on"]);
  });

  it("can be exempted from, as any other", () => {
    const exempt = [{ resource: "Lamp it", reason: "it is only a test", owner: "team", until: TODAY }];
    assert.deepEqual(tell(examined({ lamps: "two" }, { exempt })), ["exempted "]);
  });

  it("leaves them open where it met a value that is not known yet", () => {
    assert.deepEqual(tell(examined({ lamps: [UNKNOWN] })), ["undecided lamps[0]"]);
    const careless = anyResourceRule({
      ...INFO,
      check: ({ props }) => [{ path: "lamps[0].on", want: String((props as Required<Lamps>).lamps.length) }],
    });
    const found = (lamps: unknown) => examine(careless, resourceOf({ lamps }), settingsOf(careless), TODAY);
    assert.deepEqual(tell(found(UNKNOWN)), ["undecided lamps"]);
    assert.deepEqual(tell(found(undefined)), ["violated "]);
  });
});
