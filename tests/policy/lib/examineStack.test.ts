import assert from "node:assert/strict";
import { examineStack, type Judgement } from "../../../policy/lib/examine.ts";
import type { AnyResource } from "../../../policy/lib/resource.ts";
import { type StackFinding, stackRule } from "../../../policy/lib/rule.ts";
import { Stack } from "../../../policy/lib/stack.ts";
import { UNKNOWN } from "../../../policy/lib/unknown.ts";
import { INFO, resourceOf, settingsOf } from "../../support/smallRule.ts";

const TODAY = "2026-11-24";

/** Every lamp is on and has a switch of its name; there is a fuse. */
const rule = stackRule({
  ...INFO,
  check(stack) {
    const named = (type: string) => stack.resources.filter((each) => each.type === type);
    const switches = named("Switch").map(({ props }) => props.of);
    const findings = named("Lamp").flatMap((lamp): StackFinding[] => [
      ...(lamp.props.on === true ? [] : [{ resource: lamp, path: "on", got: lamp.props.on, want: "true" }]),
      ...(switches.includes(lamp.name) ? [] : [{ resource: lamp, path: "", want: "a switch", absent: true as const }]),
    ]);
    const fuses = named("Fuse").filter(({ props }) => (props.amperes as number) > 0);
    return fuses.length > 0
      ? findings
      : [...findings, { resource: stack.root, path: "", want: "a fuse", absent: true as const }];
  },
});

function part(type: string, name: string, props: object): AnyResource {
  return resourceOf(props, { urn: `urn:${name}`, type, name });
}

const ROOT = part("pulumi:pulumi:Stack", "daca-test", {});
const FUSE = part("Fuse", "fuse", { amperes: 16 });

/** `violated name path`. */
function told(resources: AnyResource[], exempt: object[] = []): string[] {
  const judgements = examineStack(rule, new Stack(resources), settingsOf(rule, { exempt }), TODAY);
  return judgements.map(describeJudgement);
}

function describeJudgement(each: Judgement): string {
  const path = each.state === "undecided" ? each.path : `${each.finding.path}, wants ${each.finding.want}`;
  return `${each.state} ${each.resource.name} ${path}`;
}

describe("a rule about a stack", () => {
  it("blames a resource, or the stack for what it lacks", () => {
    const lamp = part("Lamp", "red", { on: false });
    assert.deepEqual(told([ROOT, lamp]), [
      "violated red on, wants true",
      "violated red , wants a switch",
      "violated daca-test , wants a fuse",
    ]);
  });

  it("blames something that stands for the stack where there is none, as with manifests", () => {
    assert.deepEqual(told([]), ["violated stack , wants a fuse"]);
  });

  it("leaves open whether something is absent as long as any value that it read is unknown", () => {
    const lamp = part("Lamp", "red", { on: true });
    assert.deepEqual(told([ROOT, FUSE, lamp, part("Switch", "switch", { of: UNKNOWN })]), ["undecided switch of"]);
    assert.deepEqual(told([ROOT, part("Fuse", "fuse", { amperes: UNKNOWN })]), ["undecided fuse amperes"]);
  });

  it("finds what is wrong with one resource although another has an unknown value", () => {
    const lamp = part("Lamp", "red", { on: false });
    assert.deepEqual(told([ROOT, FUSE, lamp, part("Switch", "switch", { of: UNKNOWN })]), [
      "undecided switch of",
      "violated red on, wants true",
    ]);
  });

  it("leaves open a finding where it read an unknown value, and keeps those of other resources at that path", () => {
    const on = part("Switch", "switch", { of: "red" });
    const other = part("Switch", "other", { of: "green" });
    const lamps = [part("Lamp", "red", { on: UNKNOWN }), part("Lamp", "green", { on: false })];
    assert.deepEqual(told([ROOT, FUSE, on, other, ...lamps]), ["undecided red on", "violated green on, wants true"]);
  });

  it("does not care for an unknown value that it does not read", () => {
    const lamp = part("Lamp", "red", { on: true, colour: UNKNOWN });
    assert.deepEqual(told([ROOT, FUSE, lamp]), ["violated red , wants a switch"]);
  });

  it("hands out the resource itself, not the view of it that the rule saw", () => {
    const lamp = part("Lamp", "red", { on: false, colour: UNKNOWN });
    const [judgement] = examineStack(rule, new Stack([ROOT, FUSE, lamp]), settingsOf(rule), TODAY);
    assert.equal(judgement?.resource, lamp);
  });

  it("honours the exemption of a resource and of the stack", () => {
    const because = { reason: "it is only a test", owner: "team", until: TODAY };
    const exempt = [
      { resource: "Lamp red", finding: "on", ...because },
      { resource: "urn:daca-test", ...because },
    ];
    assert.deepEqual(told([ROOT, part("Lamp", "red", { on: false })], exempt), [
      "exempted red on, wants true",
      "violated red , wants a switch",
      "exempted daca-test , wants a fuse",
    ]);
  });

  it("finds inputs wrong that it cannot read, unless that may be for an unknown value", () => {
    const careless = stackRule({
      ...INFO,
      check: (stack) => stack.resources.flatMap(({ props }) => (props.parts as object[]).map(() => [] as never)),
    });
    const found = (parts: unknown) =>
      examineStack(careless, new Stack([part("Lamp", "red", { parts })]), settingsOf(careless), TODAY);
    assert.deepEqual(found("two").map(describeJudgement), ["violated stack , wants inputs that the policy can read"]);
    assert.deepEqual(found(UNKNOWN).map(describeJudgement), ["undecided red parts"]);
  });
});
