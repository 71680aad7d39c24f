import { isRecord } from "../../components/settings/check.ts";
import { kindOf } from "./kind.ts";
import type { Kind, PropsOf } from "./kinds/index.ts";
import { holdsUnknown, NOTHING_KNOWN, UNKNOWN } from "./unknown.ts";

/** What policies know of a resource besides its inputs. */
export interface ResourceFacts {
  /** URN; of a manifest, its {@link titleOf}. */
  readonly urn: string;
  /** Type token as the engine has it. */
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  /** Where its inputs begin: `items[2].` for one of a list, else empty. */
  readonly at: string;
  readonly options: ResourceOptions;
  /** The explicit provider, where it is known. */
  readonly provider?: Readonly<Provider>;
  /** Whether some of its inputs are not known before the update. */
  readonly partial: boolean;
}

/** A provider that the program made itself. */
export interface Provider {
  urn: string;
  type: string;
  props: Readonly<Record<string, unknown>>;
}

export interface ResourceOptions {
  readonly protect: boolean;
  readonly ignoreChanges: readonly string[];
  /** URN of the parent. */
  readonly parent?: string;
  /** URNs of what must exist before it. */
  readonly dependencies: readonly string[];
}

/** A resource of known kinds, with typed inputs. */
export type Resource<K extends Kind = Kind> = {
  [Each in K]: ResourceFacts & { readonly kind: Each; readonly props: PropsOf<Each> };
}[K];

/** A resource of any kind. */
export interface AnyResource extends ResourceFacts {
  readonly kind: string;
  readonly props: Readonly<Record<string, unknown>>;
}

/** A resource as whoever reads it finds it: see {@link toResources}. */
export interface FoundResource {
  urn: string;
  type: string;
  name: string;
  props: Record<string, unknown>;
  options?: Partial<ResourceOptions>;
  provider?: Provider;
}

/**
 * A resource as policies see it, or several: the items of a Kubernetes list are resources of their own. An input that is
 * null is missing, as it is for every provider.
 */
export function toResources(found: FoundResource): AnyResource[] {
  const { urn, type, name, provider } = found;
  const props = withoutNulls(found.props) as Record<string, unknown>;
  const options = { protect: false, ignoreChanges: [], dependencies: [], ...found.options };
  const facts = { urn, type, name, options, ...(provider ? { provider } : {}) };
  const list = /^(kubernetes:.*)List$/.exec(kindOf(type))?.[1];
  if (list !== undefined && props.items === UNKNOWN) {
    return [{ ...facts, at: "items.", kind: list, props: NOTHING_KNOWN, partial: true }];
  }
  if (list === undefined || !Array.isArray(props.items)) {
    return [{ ...facts, at: "", kind: kindOf(type), props, partial: holdsUnknown(props) }];
  }
  return props.items.map((item, index) => ({
    ...facts,
    at: `items[${index}].`,
    kind: list,
    props: item === UNKNOWN ? NOTHING_KNOWN : isRecord(item) ? item : {},
    partial: holdsUnknown(item),
  }));
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isRecord(value)) return value;
  const present = Object.entries(value).filter(([, item]) => item !== null);
  return Object.fromEntries(present.map(([key, item]) => [key, withoutNulls(item)]));
}

/** Whether a resource is of one of these kinds. */
export function isKind<K extends Kind>(
  resource: AnyResource,
  ...kinds: readonly K[]
): resource is AnyResource & Resource<K> {
  return (kinds as readonly string[]).includes(resource.kind);
}

/** Metadata of a Kubernetes object; empty for anything else. */
export function metadataOf({ kind, props }: AnyResource): {
  name?: string;
  namespace?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
} {
  return (kind.startsWith("kubernetes:") && (props.metadata as object)) || {};
}

/** How people name a resource: `Deployment agents/research-agent`, `ContainerApp prototype-agent-research-agent-app`. */
export function titleOf(resource: AnyResource): string {
  const word = resource.kind.split(":").at(-1);
  const { name, namespace } = metadataOf(resource);
  if (typeof name !== "string") return `${word} ${resource.name}`;
  return `${word} ${typeof namespace === "string" ? `${namespace}/` : ""}${name}`;
}
