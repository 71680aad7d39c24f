import { annotatedExemption, covers, type Exemption, expired } from "./exemption.ts";
import type { AnyResource } from "./resource.ts";
import type { Finding, ResourceRule, Rule, StackFinding, StackRule } from "./rule.ts";
import type { RuleSettings } from "./settings.ts";
import { Stack } from "./stack.ts";
import { observe, related } from "./unknown.ts";

/** What a rule makes of one place. */
export type Judgement = { readonly rule: Rule; readonly resource: AnyResource } & (
  | {
      readonly state: "violated";
      readonly finding: Finding;
      /** The exemption that covered it until it ended. */
      readonly ended?: Exemption;
    }
  | { readonly state: "exempted"; readonly finding: Finding; readonly exemption: Exemption }
  | {
      readonly state: "undecided";
      readonly path: string;
      /** Why it cannot be decided. */
      readonly reason: string;
    }
);

const NOT_YET = "is not known before up";

/** Whether a rule looks at resources of this kind at all. */
export function applies({ kinds }: ResourceRule, kind: string): boolean {
  return kinds === "every" || kinds.includes(kind);
}

/**
 * What a rule finds in a resource. An input that is unknown is reported as undecided, and nothing else is held back
 * for it.
 * @param today the day, as `2027-01-31`, that exemptions must have reached
 */
export function examine(rule: ResourceRule, resource: AnyResource, settings: RuleSettings, today: string): Judgement[] {
  if (!applies(rule, resource.kind)) return [];
  const unknown = new Set<string>();
  const seen = resource.partial
    ? { ...resource, props: observe(resource.props, (path) => unknown.add(path)) }
    : resource;
  let findings: Finding[];
  try {
    findings = rule.check(seen, settings.knobs);
  } catch (error) {
    findings = unknown.size > 0 ? [] : [misshapen(error)];
  }
  return [
    ...[...unknown].map((path) => undecided(rule, resource, path)),
    ...findings
      .filter(({ path }) => ![...unknown].some((other) => related(path, other)))
      .map((finding) => judge(rule, resource, finding, settings, today)),
  ];
}

/** What a rule finds in a stack. */
export function examineStack(rule: StackRule, stack: Stack, settings: RuleSettings, today: string): Judgement[] {
  const unknown = new Map<AnyResource, Set<string>>();
  const originals = new Map<AnyResource, AnyResource>();
  const seen = stack.resources.some(({ partial }) => partial)
    ? new Stack(stack.resources.map((resource) => watched(resource, unknown, originals)))
    : stack;
  let findings: StackFinding[];
  try {
    findings = rule.check(seen, settings.knobs);
  } catch (error) {
    findings = unknown.size > 0 ? [] : [{ resource: stack.root, ...misshapen(error) }];
  }
  const isOpen = ({ resource, path, absent }: StackFinding) =>
    (absent && unknown.size > 0) || [...(unknown.get(found(resource)) ?? [])].some((other) => related(path, other));
  const found = (resource: StackFinding["resource"]) =>
    originals.get(resource as AnyResource) ?? (resource as AnyResource);
  return [
    ...[...unknown].flatMap(([resource, paths]) => [...paths].map((path) => undecided(rule, resource, path))),
    ...findings
      .filter((finding) => !isOpen(finding))
      .map((finding) => judge(rule, found(finding.resource), finding, settings, today)),
  ];
}

/** The resource with a view of its inputs that tells of unknown ones. */
function watched(
  resource: AnyResource,
  unknown: Map<AnyResource, Set<string>>,
  originals: Map<AnyResource, AnyResource>,
): AnyResource {
  if (!resource.partial) return resource;
  const note = (path: string) => {
    const paths = unknown.get(resource) ?? new Set();
    unknown.set(resource, paths.add(path));
  };
  const view = { ...resource, props: observe(resource.props, note) };
  originals.set(view, resource);
  return view;
}

function judge(
  rule: Rule,
  resource: AnyResource,
  found: Finding,
  { exemptions, annotations }: RuleSettings,
  today: string,
): Judgement {
  const finding = { ...found, path: placed(resource, found.path) };
  const own = annotations ? annotatedExemption(rule.name, resource) : undefined;
  const candidates = [...exemptions.filter((each) => covers(each, resource, finding)), ...(own ? [own] : [])];
  const exemption = candidates.find((each) => !expired(each, today));
  if (exemption) return { rule, resource, state: "exempted", finding, exemption };
  const [ended] = candidates;
  return { rule, resource, state: "violated", finding, ...(ended ? { ended } : {}) };
}

function undecided(rule: Rule, resource: AnyResource, path: string): Judgement {
  return { rule, resource, state: "undecided", path: placed(resource, path), reason: NOT_YET };
}

/** A path in a resource's inputs as a path in the inputs of the list that it is from. */
function placed({ at }: AnyResource, path: string): string {
  return path === "" ? at.replace(/\.$/, "") : `${at}${path}`;
}

/**
 * Inputs of a shape that no provider would take, such as text where a list belongs, are not taken for good ones. Where
 * the rule met an unknown value it may have stumbled over that, and it is left open.
 */
function misshapen(error: unknown): Finding {
  return { path: "", got: (error as Error).message, want: "inputs that the policy can read" };
}
