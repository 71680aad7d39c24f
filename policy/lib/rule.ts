import { z } from "zod";
import type { Kind, PropsOf } from "./kinds/index.ts";
import type { AnyResource, Resource } from "./resource.ts";
import type { Stack } from "./stack.ts";

export const PACKS = ["security", "reliability", "governance"] as const;
export type Pack = (typeof PACKS)[number];

export const SEVERITIES = ["critical", "high", "medium", "low"] as const;
export type Severity = (typeof SEVERITIES)[number];

/**
 * How much a rule insists. `always`: secrets and public exposure, in every tier. `production`: outside the prototype.
 * `advice`: it never stops an update. The table is in levels.ts.
 */
export type Enforcement = "always" | "production" | "advice";

/** What a rule says about itself. */
export interface RuleInfo {
  /** Lower-case words joined by `-`; also the name of its file. */
  readonly name: string;
  readonly pack: Pack;
  readonly enforcement: Enforcement;
  readonly severity: Severity;
  /** What must be, as one full sentence. */
  readonly description: string;
  /** What happens otherwise, as the end of a sentence: `a compromised agent could become root`. */
  readonly why: string;
  /** How to mend it, as an order: `set securityContext.allowPrivilegeEscalation to false`. */
  readonly fix: string;
  /** Where else it is demanded: `PSS restricted`, `CIS 5.2.6`, `CKV_K8S_20`. */
  readonly references: readonly string[];
}

/** A row of the list of checks that the policies were drawn from, where it did not become one policy of that name. */
export interface Departure {
  row: string;
  /** The policies that it became; none where it is left out. */
  policies: readonly string[];
  why: string;
}

/** One thing that is wrong. */
export interface Finding {
  /** Property in the resource's inputs: `spec.replicas`. Empty for the resource as a whole. */
  readonly path: string;
  /** What is there. Leave it out for nothing; {@link concealed} where it may be a secret. */
  readonly got?: unknown;
  /** What should be there, as the end of `want ...`: `false`, `at least 2`. */
  readonly want: string;
  /** Names this one among several at a path, for exemptions as narrow as one action: `Action::s3:*`. */
  readonly id?: string;
  /** Set when this one never stops an update, whatever the policy's level. */
  readonly advisory?: true | undefined;
}

/** One thing that is wrong in a stack. */
export interface StackFinding extends Finding {
  /** The resource to blame; `stack.root` for what the stack lacks. */
  readonly resource: AnyResource | Resource;
  /** Set when the finding is that nothing was found. A value that is not known yet leaves that open. */
  readonly absent?: true | undefined;
}

/** A rule about one resource at a time. */
export interface ResourceRule extends RuleInfo {
  readonly scope: "resource";
  /** The kinds that it looks at. */
  readonly kinds: readonly string[] | "every";
  /** Its knobs; every one has a default. */
  readonly knobs: z.ZodObject;
  check(resource: AnyResource, knobs: unknown): Finding[];
  /** Mends the inputs of a resource in place. Unset where no mending is safe. */
  readonly remediate?: (props: object, knobs: unknown, kind: string) => void;
}

/** A rule about how resources belong together. */
export interface StackRule extends RuleInfo {
  readonly scope: "stack";
  readonly knobs: z.ZodObject;
  check(stack: Stack, knobs: unknown): StackFinding[];
}

export type Rule = ResourceRule | StackRule;

interface ResourceRuleDefinition<K extends Kind, Knobs extends z.ZodRawShape> extends RuleInfo {
  kinds: readonly K[];
  knobs?: Knobs;
  check(resource: Resource<K>, knobs: z.output<z.ZodObject<Knobs>>): Finding[];
  remediate?(props: PropsOf<K>, knobs: z.output<z.ZodObject<Knobs>>, kind: K): void;
}

/** Defines a rule about one resource at a time, of the kinds that it names. */
export function resourceRule<K extends Kind, Knobs extends z.ZodRawShape = Record<never, never>>(
  definition: ResourceRuleDefinition<K, Knobs>,
): ResourceRule {
  const { knobs, ...rest } = definition;
  return { ...rest, scope: "resource", knobs: z.strictObject(knobs ?? {}) } as unknown as ResourceRule;
}

interface AnyResourceRuleDefinition<Knobs extends z.ZodRawShape> extends RuleInfo {
  knobs?: Knobs;
  check(resource: AnyResource, knobs: z.output<z.ZodObject<Knobs>>): Finding[];
  remediate?(props: Record<string, unknown>, knobs: z.output<z.ZodObject<Knobs>>, kind: string): void;
}

/** Defines a rule about one resource at a time, whatever its kind. */
export function anyResourceRule<Knobs extends z.ZodRawShape = Record<never, never>>(
  definition: AnyResourceRuleDefinition<Knobs>,
): ResourceRule {
  const { knobs, ...rest } = definition;
  return { ...rest, scope: "resource", kinds: "every", knobs: z.strictObject(knobs ?? {}) } as ResourceRule;
}

interface StackRuleDefinition<Knobs extends z.ZodRawShape> extends RuleInfo {
  knobs?: Knobs;
  check(stack: Stack, knobs: z.output<z.ZodObject<Knobs>>): StackFinding[];
}

/** Defines a rule about how the resources of a stack belong together. */
export function stackRule<Knobs extends z.ZodRawShape = Record<never, never>>(
  definition: StackRuleDefinition<Knobs>,
): StackRule {
  const { knobs, ...rest } = definition;
  return { ...rest, scope: "stack", knobs: z.strictObject(knobs ?? {}) } as StackRule;
}

/** Takes the place of a value that may be a secret. */
export function concealed(value: unknown): Concealed {
  return new Concealed(typeof value);
}

/** Says what kind of value there is, and nothing of the value. */
export class Concealed {
  readonly kind: string;

  constructor(kind: string) {
    this.kind = kind;
  }
}
