import { isDeepStrictEqual } from "node:util";
import {
  isRpcSecret,
  specialSecretSig,
  specialSigKey,
  unknownValue,
  unwrapRpcSecret,
} from "@pulumi/pulumi/runtime/rpc.js";
import microdiff from "microdiff";
import { isRecord, step } from "../../components/settings/check.ts";

/** Properties of a resource as they travel between the engine and a provider: secrets are wrapped, unknowns a marker. */
export type Properties = Record<string, unknown>;

/** A value without the wrapping of its secrets. */
export function revealed<T>(value: T): T {
  return reveal(value) as T;
}

function reveal(value: unknown): unknown {
  if (isRpcSecret(value)) return reveal(unwrapRpcSecret(value));
  if (Array.isArray(value)) return value.map(reveal);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, reveal(item)]));
}

/** `value` with everything secret that is secret at the same place in `like`. */
export function asSecretAs(like: unknown, value: unknown): unknown {
  if (value === undefined) return undefined;
  if (isRpcSecret(like)) return { [specialSigKey]: specialSecretSig, value };
  if (Array.isArray(like) && Array.isArray(value)) return value.map((item, index) => asSecretAs(like[index], item));
  if (!isRecord(like) || !isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asSecretAs(like[key], item)]));
}

/**
 * What a preview may say of a resource's outputs: what was asked for. All that the cloud adds or changes is unknown
 * until it has answered.
 */
export function predicted(asked: unknown, answered: unknown): unknown {
  if (isDeepStrictEqual(asked, answered)) return asked;
  if (!isRecord(asked) || !isRecord(answered)) return unknownValue;
  return Object.fromEntries(Object.entries(answered).map(([key, value]) => [key, predicted(asked[key], value)]));
}

/**
 * What a preview may say where the provider keeps what it does not plan to change: what the cloud alone decides stays as
 * it was, at every depth. What was asked for and is unknown stays unknown.
 */
export function keptAsWas(asked: unknown, said: unknown, was: unknown): unknown {
  if (said === unknownValue) return asked === undefined ? (was ?? said) : said;
  if (!isRecord(said)) return said;
  const [given, before] = [asked, was].map((value) => (isRecord(value) ? value : {})) as [Properties, Properties];
  return Object.fromEntries(
    Object.entries(said).map(([key, value]) => [key, keptAsWas(given[key], value, before[key])]),
  );
}

/**
 * Inputs that follow what changed in the cloud: where outputs are no longer what they were, the inputs of the same
 * name become what is there now. What the cloud alone decides has no input, and leaves them alone.
 */
export function following(inputs: unknown, was: unknown, now: unknown): unknown {
  if (was === undefined || isDeepStrictEqual(was, now)) return inputs;
  if (isRecord(inputs) && isRecord(was) && isRecord(now)) {
    return Object.fromEntries(
      Object.entries(inputs).flatMap(([key, value]) =>
        key in was && !(key in now) ? [] : [[key, following(value, was[key], now[key])]],
      ),
    );
  }
  if (Array.isArray(inputs) && Array.isArray(was) && Array.isArray(now)) {
    return now.map((item, index) =>
      index < inputs.length && index < was.length ? following(inputs[index], was[index], item) : item,
    );
  }
  return now;
}

/** How a property changed. */
export type Change = "add" | "delete" | "update";

const CHANGES = { CREATE: "add", REMOVE: "delete", CHANGE: "update" } as const;

/** Every change between two sets of properties by path, such as `template.scale.maxReplicas` or `rules[0].name`. */
export function changes(was: Properties, now: Properties): Record<string, Change> {
  return Object.fromEntries(
    microdiff(was, now).map(({ type, path }) => [path.reduce<string>(step, ""), CHANGES[type]]),
  );
}
