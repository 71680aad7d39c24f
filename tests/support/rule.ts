import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { stepsOf } from "../../policy/input/input.ts";
import { LEVEL_BY_TIER, STRICTEST } from "../../policy/levels.ts";
import { examine, examineStack, type Judgement } from "../../policy/lib/examine.ts";
import { today } from "../../policy/lib/exemption.ts";
import { kindOf } from "../../policy/lib/kind.ts";
import { shown } from "../../policy/lib/message.ts";
import { type FoundResource, toResources } from "../../policy/lib/resource.ts";
import type { Rule } from "../../policy/lib/rule.ts";
import { readRuleSettings } from "../../policy/lib/settings.ts";
import { Stack } from "../../policy/lib/stack.ts";
import { UNKNOWN } from "../../policy/lib/unknown.ts";
import { analyze, remediate } from "./policyServer.ts";

/** A resource of a case; what is left out does not matter to it. */
export type Fixture = Omit<FoundResource, "urn" | "name"> & { urn?: string; name?: string };

interface Case {
  /** The resource, or all of a stack. */
  of: Fixture | Fixture[];
  /** Config of the policy, where it is not the default. */
  knobs?: Record<string, unknown>;
}

interface Failing extends Case {
  /** Exactly what is found: `path: got X, want Y`, of several resources `name path: got X, want Y`; advice ends in ` (advice)`. */
  finds: string[];
}

interface Unknown extends Case {
  /** Path of an input, of the first resource, that the engine does not know. */
  path: string;
  /** What cannot be decided, where it is not just that: of several resources `name path`. */
  undecided?: string[];
  /** What is found all the same. */
  finds?: string[];
}

/** What a rule's test shows, each case under a sentence about the rule. */
export interface RuleCases {
  passes: Record<string, Case>;
  fails: Record<string, Failing>;
  unknown: Record<string, Unknown>;
  /** A violation in a container that runs before the others; of rules about containers. */
  initContainer?: Failing;
  /** A container that is right because its pod is; of rules about what containers take from their pod. */
  inherited?: Case;
  /** What a remediation makes of the inputs; of rules that have one. */
  remedies?: Record<string, { of: Fixture; to: unknown; knobs?: Record<string, unknown> }>;
  /** A change to a real resource of the plans, or of the first passing case where no plan has one. */
  mutation: {
    kind: string;
    /** Which of the kind it breaks. The first where it is left out. */
    where?(resource: MutableResource): boolean;
    change(resource: MutableResource, all: MutableResource[]): void;
  };
}

// biome-ignore lint/suspicious/noExplicitAny: a mutation breaks inputs on purpose, whatever their type
export type MutableResource = Omit<FoundResource, "props"> & { props: any };

/** The rules that have been described, for the test that none is left out. */
export const described = new Map<string, RuleCases>();

const TODAY = today();

/** Describes a rule: every case runs in this process and on the SDK's own server, which must agree. */
export function describeRule(rule: Rule, cases: RuleCases): void {
  described.set(rule.name, cases);
  const { passes, fails, unknown, initContainer, inherited, remedies, mutation } = cases;
  describe(rule.name, () => {
    for (const [sentence, each] of Object.entries(passes))
      it(`passes ${sentence}`, () => expectFindings(rule, each, []));
    if (inherited) it("passes what a container takes from its pod", () => expectFindings(rule, inherited, []));
    for (const [sentence, each] of Object.entries(fails)) {
      it(`finds ${sentence}`, () => expectFindings(rule, each, each.finds));
    }
    if (initContainer)
      it("finds it in an init container", () => expectFindings(rule, initContainer, initContainer.finds));
    for (const [sentence, each] of Object.entries(unknown)) {
      it(`leaves open ${sentence}`, () => expectUndecided(rule, each));
    }
    it("honours an exemption until it ends", () => expectExempted(rule, firstOf(fails)));
    it(`finds a broken ${mutation.kind.split(":").at(-1)} in a stack`, () => expectMutationFound(rule, cases));
    for (const [sentence, { of, to, knobs }] of Object.entries(remedies ?? {})) {
      it(`mends ${sentence}`, async () => {
        assert.deepEqual(await remediate(rule, named(of)[0] as FoundResource, knobs), to);
      });
    }
  });
}

async function expectFindings(rule: Rule, { of, knobs = {} }: Case, finds: string[]): Promise<void> {
  const resources = named(of);
  const judgements = judge(rule, resources, knobs);
  assert.deepEqual(tell(judgements, "violated", resources), finds.toSorted());
  assert.deepEqual(tell(judgements, "undecided", resources), []);
  const diagnostics = await analyze(rule, resources, knobs);
  assert.deepEqual(
    [...new Set(diagnostics.map(({ urn }) => urn))].toSorted(),
    [...new Set(judgements.map(({ resource }) => resource.urn))].toSorted(),
    "the SDK's server reports the same resources",
  );
  for (const { resource, ...judgement } of judgements) {
    const said = diagnostics.filter(({ urn }) => urn === resource.urn).map(({ message }) => message);
    assert.ok(
      said.every((message) => message.startsWith(rule.description)),
      said.join("\n"),
    );
    if (judgement.state !== "violated") continue;
    assert.ok(
      said.some((message) => message.includes(judgement.finding.path)),
      said.join("\n"),
    );
  }
}

async function expectUndecided(rule: Rule, { of, path, knobs = {}, undecided, finds = [] }: Unknown): Promise<void> {
  const resources = named(structuredClone(of));
  const [first] = resources as [FoundResource];
  setAt(first.props, path, UNKNOWN);
  const judgements = judge(rule, resources, knobs);
  const open = undecided ?? [resources.length > 1 ? `${first.name} ${path}` : path];
  assert.deepEqual(tell(judgements, "undecided", resources), open.toSorted());
  assert.deepEqual(tell(judgements, "violated", resources), finds.toSorted());
  const diagnostics = await analyze(rule, resources, knobs);
  const advisory = diagnostics.filter(({ message }) => message.includes("cannot be decided before up"));
  assert.ok(advisory.length > 0, "the SDK's server says that it cannot be decided");
  assert.ok(advisory.every(({ level }) => level === "advisory"));
}

async function expectExempted(rule: Rule, { of, knobs = {} }: Failing): Promise<void> {
  const resources = named(of);
  const blamed = new Set(judge(rule, resources, knobs).map(({ resource }) => resource.urn));
  const exempt = (until: string) => ({
    ...knobs,
    exempt: [...blamed].map((resource) => ({ resource, until, owner: "team", reason: "it is only a test" })),
  });
  const honoured = judge(rule, resources, exempt("2999-12-31"));
  assert.ok(honoured.length > 0 && honoured.every(({ state }) => state === "exempted"), "it is exempted");
  const diagnostics = await analyze(rule, resources, exempt("2999-12-31"));
  assert.ok(diagnostics.length > 0 && diagnostics.every(({ level }) => level === "advisory"), "it is shown");
  const ended = judge(rule, resources, exempt("2020-01-01"));
  assert.ok(
    ended.every((each) => each.state === "violated" && each.ended !== undefined),
    "an end is an end",
  );
}

function expectMutationFound(rule: Rule, { passes, mutation }: RuleCases): void {
  const { where = () => true } = mutation;
  const isTarget = (resource: FoundResource) => kindOf(resource.type) === mutation.kind && where(resource);
  const plan = PLANS.find((resources) => resources.some(isTarget));
  const stack = plan ?? named(firstOf(passes).of);
  const knobs = plan ? {} : (firstOf(passes).knobs ?? {});
  const changed: MutableResource[] = structuredClone(stack);
  const resource = changed.find(isTarget);
  assert.ok(resource, `no plan and no passing case has a ${mutation.kind}`);
  mutation.change(resource, changed);
  const before = judge(rule, stack, knobs).length;
  assert.ok(judge(rule, changed, knobs).length > before, "the broken stack has more findings than the whole one");
}

/** The resources of every plan that is reviewed. */
const PLANS: FoundResource[][] = readdirSync(join(import.meta.dirname, "..", "golden"))
  .filter((file) => file.endsWith(".json"))
  .map((file) => JSON.parse(readFileSync(join(import.meta.dirname, "..", "golden", file), "utf8")))
  .map((plan: (Omit<FoundResource, "props"> & { inputs: Record<string, unknown>; dependencies: string[] })[]) =>
    plan.map(({ inputs, dependencies, ...rest }) => ({ ...rest, props: inputs, options: { dependencies } })),
  );

function judge(rule: Rule, found: readonly FoundResource[], config: Record<string, unknown>): Judgement[] {
  const settings = readRuleSettings(rule, config, LEVEL_BY_TIER[STRICTEST][rule.enforcement]);
  const resources = found.flatMap((each) => toResources(each));
  return rule.scope === "stack"
    ? examineStack(rule, new Stack(resources), settings, TODAY)
    : resources.flatMap((resource) => examine(rule, resource, settings, TODAY));
}

function tell(judgements: Judgement[], state: Judgement["state"], resources: FoundResource[]): string[] {
  return judgements
    .filter((each) => each.state === state)
    .map((each) => {
      const name = resources.length > 1 ? `${each.resource.name} ` : "";
      if (each.state === "undecided") return `${name}${each.path}`;
      const { path, got, want, advisory } = each.finding;
      return `${name}${path}: got ${shown(got)}, want ${want}${advisory ? " (advice)" : ""}`;
    })
    .toSorted();
}

function named(of: Fixture | Fixture[]): FoundResource[] {
  return [of].flat().map((fixture, index) => {
    const name = fixture.name ?? (index === 0 ? "it" : `it-${index}`);
    return { ...fixture, name, urn: fixture.urn ?? `urn:pulumi:test::daca::${fixture.type}::${name}` };
  });
}

function firstOf<T>(record: Record<string, T>): T {
  const [first] = Object.values(record);
  assert.ok(first, "a rule's test has at least one case of each sort");
  return first;
}

/** Sets what a path such as `spec.containers[0]["a.b"]` leads to. */
function setAt(props: object, path: string, value: unknown): void {
  const steps = stepsOf(path);
  const last = steps.pop() as PropertyKey;
  let place = props as Record<PropertyKey, unknown>;
  for (const each of steps) {
    place[each] ??= {};
    place = place[each] as Record<PropertyKey, unknown>;
  }
  place[last] = value;
}
