import type { PolicyProviderResource, PolicyResourceOptions } from "@pulumi/policy";
import * as proxy from "@pulumi/policy/proxy.js";
import { type AnyResource, type Provider, toResources } from "./resource.ts";
import { UNKNOWN } from "./unknown.ts";

/** What the engine hands to a policy pack, of one resource. */
interface EngineResource {
  urn: string;
  type: string;
  name: string;
  props: Record<string, unknown>;
  opts: PolicyResourceOptions;
  provider?: PolicyProviderResource;
  dependencies?: { urn: string }[];
}

/** How the SDK wraps inputs and marks unknown ones. Not in its types; the packs are bundled with the SDK they are tested with. */
const { getSpecialProxyTarget, UnknownValueError, ...markers } = proxy as unknown as Record<string, string> & {
  getSpecialProxyTarget: string;
  UnknownValueError: new () => Error;
};

/** How the engine sends a value that it does not know yet. */
const SENTINELS: readonly unknown[] = [
  markers.unknownBooleanValue,
  markers.unknownNumberValue,
  markers.unknownStringValue,
  markers.unknownArrayValue,
  markers.unknownAssetValue,
  markers.unknownArchiveValue,
  markers.unknownObjectValue,
];

/** A resource of the engine as policies see it. */
export function fromEngine({
  urn,
  type,
  name,
  props,
  opts,
  provider,
  dependencies = [],
}: EngineResource): AnyResource[] {
  return toResources({
    urn,
    type,
    name,
    props: plain(props) as Record<string, unknown>,
    options: {
      protect: opts.protect,
      ignoreChanges: opts.ignoreChanges,
      dependencies: dependencies.map((each) => each.urn),
      ...(opts.parent ? { parent: opts.parent } : {}),
    },
    ...(provider ? { provider: fromProvider(provider) } : {}),
  });
}

function fromProvider({ urn, type, props }: PolicyProviderResource): Provider {
  return { urn, type, props: plain(props) as Record<string, unknown> };
}

/** Plain inputs, with those marked that are not known yet. */
function plain(props: object): unknown {
  return marked(unwrapped(props));
}

/** Without the SDK's proxy, which ends a policy at the first unknown value. */
export function unwrapped(props: object): object {
  return ((props as Record<string, unknown>)[getSpecialProxyTarget] as object | undefined) ?? props;
}

/** Whether the SDK threw it to end a policy at an unknown value. */
export function isUnknownValue(error: unknown): boolean {
  return error instanceof UnknownValueError;
}

function marked(value: unknown): unknown {
  if (typeof value === "string") return SENTINELS.includes(value) ? UNKNOWN : value;
  if (Array.isArray(value)) return value.map(marked);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, marked(item)]));
}
