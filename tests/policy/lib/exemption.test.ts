import assert from "node:assert/strict";
import { examine, type Judgement } from "../../../policy/lib/examine.ts";
import { annotatedExemption, covers, expired } from "../../../policy/lib/exemption.ts";
import { type AnyResource, toResources } from "../../../policy/lib/resource.ts";
import { anyResourceRule } from "../../../policy/lib/rule.ts";
import { UNKNOWN } from "../../../policy/lib/unknown.ts";
import { INFO, lampRule, objectOf, resourceOf, settingsOf } from "../../support/smallRule.ts";

const TODAY = "2026-11-24";
const SAID = { reason: "the vendor is asked to mend it", owner: "team-agents" };
const EXEMPTION = { resource: "Lamp it", until: TODAY, ...SAID };

describe("an exemption", () => {
  const lamp = resourceOf({ lamps: [{ name: "red" }, { name: "green" }] });
  const red = { id: "red", path: "lamps[0].on" };

  it("is for the resource that it names by URN or by title", () => {
    assert.equal(covers(EXEMPTION, lamp, red), true);
    assert.equal(covers({ ...EXEMPTION, resource: lamp.urn }, lamp, red), true);
    assert.equal(covers({ ...EXEMPTION, resource: "it" }, lamp, red), false);
    assert.equal(covers({ ...EXEMPTION, resource: "Lamp it2" }, lamp, red), false);
    const metadata = { name: "agent", namespace: "agents" };
    const agent = objectOf("kubernetes:apps/v1:Deployment", { metadata });
    assert.equal(covers({ ...EXEMPTION, resource: "Deployment agents/agent" }, agent, red), true);
    assert.equal(covers({ ...EXEMPTION, resource: "Deployment agent" }, agent, red), false);
  });

  it("may be for one finding, by its id or its path, and is else for all", () => {
    assert.equal(covers({ ...EXEMPTION, finding: "red" }, lamp, red), true);
    assert.equal(covers({ ...EXEMPTION, finding: "lamps[0].on" }, lamp, red), true);
    assert.equal(covers({ ...EXEMPTION, finding: "lamps[0]" }, lamp, red), false);
    assert.equal(covers({ ...EXEMPTION, finding: "green" }, lamp, red), false);
    const exempt = [{ ...EXEMPTION, finding: "red" }];
    const states = examine(lampRule, lamp, settingsOf(lampRule, { exempt }), TODAY).map(({ state }) => state);
    assert.deepEqual(states, ["exempted", "violated"]);
  });

  it("holds on its last day and has ended on the next", () => {
    assert.deepEqual([expired(EXEMPTION, TODAY), expired(EXEMPTION, "2026-11-25")], [false, true]);
    const settings = settingsOf(lampRule, { exempt: [EXEMPTION] });
    const on = (day: string) => examine(lampRule, resourceOf({ lamps: [{}] }), settings, day);
    const [held] = on(TODAY);
    assert.ok(held?.state === "exempted");
    assert.deepEqual(held.exemption, EXEMPTION);
    const [ended] = on("2026-11-25");
    assert.ok(ended?.state === "violated");
    assert.deepEqual(ended.ended, EXEMPTION);
  });

  it("that ended does not stand in the way of one that holds", () => {
    const ended = { ...EXEMPTION, until: "2026-11-01" };
    const settings = settingsOf(lampRule, { exempt: [ended, EXEMPTION] });
    const [judgement] = examine(lampRule, resourceOf({ lamps: [{}] }), settings, TODAY);
    assert.ok(judgement?.state === "exempted");
    assert.equal(judgement.exemption.until, TODAY);
  });

  it("names one item of a list by its title, and the finding by its path in the list", () => {
    const rule = anyResourceRule({ ...INFO, check: () => [{ path: "spec.replicas", want: "2" }] });
    const items = ["one", "two"].map((name) => ({ metadata: { name } }));
    const list = { urn: "urn:list", type: "kubernetes:apps/v1:DeploymentList", name: "all", props: { items } };
    const states = (exemption: object) =>
      toResources(list)
        .flatMap((each) => examine(rule, each, settingsOf(rule, { exempt: [{ ...EXEMPTION, ...exemption }] }), TODAY))
        .map(({ state }) => state);
    assert.deepEqual(states({ resource: "Deployment two" }), ["violated", "exempted"]);
    assert.deepEqual(states({ resource: "urn:list", finding: "items[0].spec.replicas" }), ["exempted", "violated"]);
  });
});

describe("an exemption by annotation", () => {
  const TEXT = `${TODAY} team-agents: the vendor is asked to mend it`;
  const annotated = (text: unknown) => ({ annotations: { "exempt.daca.dev/small-rule": text } });
  const rule = anyResourceRule({ ...INFO, check: () => [{ path: "spec", want: "nothing" }] });

  function deployment(metadata: object, template: object = {}): AnyResource {
    return objectOf("kubernetes:apps/v1:Deployment", {
      metadata,
      spec: { template: { metadata: template, spec: {} } },
    });
  }

  function judge(resource: AnyResource, config: object = { allowAnnotations: true }, today = TODAY): Judgement {
    const [judgement, ...others] = examine(rule, resource, settingsOf(rule, { ...config }), today);
    assert.ok(judgement);
    assert.deepEqual(others, []);
    return judgement;
  }

  it("is read from the object, and from the template of its pods in whatever kind", () => {
    const exemption = { resource: "urn:pulumi:test::daca::kubernetes:apps/v1:Deployment::it", until: TODAY, ...SAID };
    assert.deepEqual(annotatedExemption("small-rule", deployment(annotated(TEXT))), exemption);
    assert.deepEqual(annotatedExemption("small-rule", deployment({}, annotated(TEXT))), exemption);
    assert.equal(annotatedExemption("other-rule", deployment(annotated(TEXT))), undefined);
    const template = { metadata: annotated(TEXT), spec: {} };
    const cron = objectOf("kubernetes:batch/v1:CronJob", { spec: { jobTemplate: { spec: { template } } } });
    assert.equal(annotatedExemption("small-rule", cron)?.owner, "team-agents");
  });

  it("counts only where the policy allows it, and until it ends", () => {
    const resource = deployment(annotated(TEXT));
    assert.equal(judge(resource).state, "exempted");
    assert.equal(judge(resource, {}).state, "violated");
    const ended = judge(resource, { allowAnnotations: true }, "2026-11-25");
    assert.ok(ended.state === "violated");
    assert.equal(ended.ended?.until, TODAY);
  });

  it("is none without a date, an owner and a reason, or where it is not known yet", () => {
    const texts = [
      "team-agents: the vendor is asked to mend it",
      `${TODAY} the vendor is asked to mend it`,
      `${TODAY} team-agents: because`,
      `${TODAY}`,
      "",
      7,
      null,
      UNKNOWN,
    ];
    for (const text of texts) {
      assert.equal(judge(deployment(annotated(text))).state, "violated", String(text));
      assert.equal(judge(deployment({}, annotated(text))).state, "violated", String(text));
    }
    for (const metadata of [UNKNOWN, { annotations: UNKNOWN }, { annotations: "none" }, null]) {
      assert.equal(judge(deployment(metadata as object, metadata as object)).state, "violated");
    }
  });
});
