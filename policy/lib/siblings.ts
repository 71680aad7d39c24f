import type { Kind } from "./kinds/index.ts";
import type { Resource, ResourceFacts } from "./resource.ts";
import type { Stack } from "./stack.ts";
import { UNKNOWN } from "./unknown.ts";

/** The part of any resource that tells how it belongs to others. */
export type Linked = ResourceFacts & { readonly kind: string; readonly props: object };

/** How others refer to a kind by name: the input that gives the name, and the names that an ARN may mean. */
interface Naming {
  input: string;
  named(arn: string): string[];
}

/** The kinds that have such a name. The rest have only the id that AWS gives. */
const NAMING: Partial<Record<string, Naming>> = {
  "aws:iam:Role": { input: "name", named: (arn) => [last(arn, "/")] },
  "aws:s3:Bucket": { input: "bucket", named: (arn) => [last(arn, ":::")] },
  "aws:secretsmanager:Secret": {
    input: "name",
    // AWS appends six letters, which a name may look like too.
    named: (arn) => [last(arn, ":secret:"), last(arn, ":secret:").replace(/-\w{6}$/, "")],
  },
} satisfies Partial<Record<Kind, Naming>>;

/**
 * The resources among some that an input may refer to, by name, ARN or id. What it says decides where that is known and
 * is the name of one of them; else what the resource waits for, but for what has another name. Several are left where
 * that does not say which one.
 */
export function referredBy<Target extends Linked>(resource: Linked, key: string, targets: readonly Target[]): Target[] {
  const awaited = targets.filter(({ urn }) => resource.options.dependencies.includes(urn));
  // That it is unknown does not matter where only one can be meant.
  if (isUnknown(resource.props, key) && awaited.length === 1) return awaited;
  const text = (resource.props as Record<string, unknown>)[key];
  if (typeof text !== "string") return text === undefined ? awaited : [];
  const named = targets.filter((target) => isNamed(target, text));
  return named.length > 0 ? named : awaited.filter((target) => nameOf(target) === undefined);
}

/** The resources of a kind that set something of another one, by the input that refers to it: `bucket`. */
export function settingsOf<K extends Kind>(stack: Stack, owner: Linked, kind: K, key: string): Resource<K>[] {
  const candidates = stack.resources.filter((each) => each.kind === owner.kind);
  return stack
    .of(kind)
    .filter((setting) => referredBy(setting as Linked, key, candidates).some(({ urn }) => urn === owner.urn));
}

/** Whether a text is the name of a resource, or an ARN that means it. */
export function isNamed(resource: Linked, text: string): boolean {
  const name = nameOf(resource);
  return name !== undefined && NAMING[resource.kind]?.named(text).includes(name) === true;
}

function nameOf({ kind, props }: Linked): string | undefined {
  const { input } = NAMING[kind] ?? {};
  if (input === undefined || isUnknown(props, input)) return undefined;
  return (props as Record<string, string | undefined>)[input];
}

function last(text: string, separator: string): string {
  return text.split(separator).at(-1) ?? text;
}

/** Whether an input is not known yet; asking this way is not reading it, after which the policy would depend on it. */
function isUnknown(props: object, key: string): boolean {
  return Reflect.getOwnPropertyDescriptor(props, key)?.value === UNKNOWN;
}
