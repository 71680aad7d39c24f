import { LEVEL_BY_TIER, STRICTEST } from "../../policy/levels.ts";
import { type AnyResource, type FoundResource, toResources } from "../../policy/lib/resource.ts";
import { anyResourceRule, type Finding, type ResourceRule, type Rule } from "../../policy/lib/rule.ts";
import { type RuleSettings, readRuleSettings } from "../../policy/lib/settings.ts";

/** What a rule says about itself, where a test does not care. */
export const INFO = {
  name: "small-rule",
  pack: "security",
  enforcement: "always",
  severity: "high",
  description: "A lamp must be on.",
  why: "it is dark",
  fix: "switch it on",
  references: ["REF 1"],
} as const;

/** Inputs of a type that no provider has. */
export interface Lamps {
  lamps?: { on?: boolean; name?: string }[];
}

/** Finds every lamp that is not on. Its finding's id is the lamp's name. */
export const lampRule: ResourceRule = anyResourceRule({
  ...INFO,
  check: ({ props }) =>
    ((props as Lamps).lamps ?? []).flatMap(({ on, name }, index): Finding[] =>
      on === true ? [] : [{ path: `lamps[${index}].on`, got: on, want: "true", ...(name ? { id: name } : {}) }],
    ),
});

/** The first resource that some inputs make. */
export function resourceOf(props: object, found: Partial<FoundResource> = {}): AnyResource {
  const all = toResources({
    urn: "urn:pulumi:test::daca::test:index:Lamp::it",
    type: "test:index:Lamp",
    name: "it",
    props: props as Record<string, unknown>,
    ...found,
  });
  return all[0] as AnyResource;
}

/** A Kubernetes object as a resource. */
export function objectOf(type: string, props: object): AnyResource {
  return resourceOf(props, { urn: `urn:pulumi:test::daca::${type}::it`, type });
}

/** A rule's settings, where nobody chose a level. */
export function settingsOf(rule: Rule, config: Record<string, unknown> = {}): RuleSettings {
  return readRuleSettings(rule, config, LEVEL_BY_TIER[STRICTEST][rule.enforcement]);
}
