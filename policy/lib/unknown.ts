import { step } from "../../components/settings/check.ts";

/** Stands for a value that nobody knows before the update. */
export const UNKNOWN = Symbol("unknown before up");

/** Stands for inputs of which none is known. */
export const NOTHING_KNOWN: Record<string, unknown> = new Proxy({}, { get: () => UNKNOWN });

/** Whether an unknown value is somewhere inside. */
export function holdsUnknown(value: unknown): boolean {
  if (value === UNKNOWN) return true;
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some(holdsUnknown);
}

/**
 * A view of inputs in which an unknown value is missing, and that tells of every one that is looked for. A rule need
 * not care: what it makes of a missing value is set aside when the value is one that it cannot know yet.
 */
export function observe<T extends object>(value: T, onUnknown: (path: string) => void, path = ""): T {
  return new Proxy(value, {
    get(target, key) {
      const item: unknown = Reflect.get(target, key);
      if (typeof key === "symbol") return item;
      if (item !== UNKNOWN && (typeof item !== "object" || item === null)) return item;
      const at = step(path, Array.isArray(target) ? Number(key) : key);
      if (item !== UNKNOWN) return observe(item, onUnknown, at);
      onUnknown(at);
      return undefined;
    },
  });
}

/** Whether one path leads to or through the other. */
export function related(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short === "" || (long.startsWith(short) && ["", ".", "["].includes(long.charAt(short.length)));
}
