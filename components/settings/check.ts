import { closest, distance } from "fastest-levenshtein";
import { z } from "zod";
import { configSet, type Problem, show } from "./problem.ts";

/** The outcome of holding a value against a schema: the value, or everything that is wrong with it. */
export type Checked<T> = { value: T; problems: [] } | { value: undefined; problems: Problem[] };

/**
 * Holds `raw` against `schema`. All problems are found at once, each with the path below `path` where it is.
 * A schema's own `error` text is read as the expectation: "is 12, expected <error>".
 */
export function check<T>(schema: z.ZodType<T>, raw: unknown, path: string): Checked<T> {
  const result = schema.safeParse(raw, { error: expectation });
  if (result.success) return { value: result.data, problems: [] };
  return { value: undefined, problems: result.error.issues.flatMap((issue) => toProblems(issue, schema, raw, path)) };
}

/** The fields of `raw` that are right on their own, so that rules across fields still see them when others are wrong. */
export function readable<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  raw: unknown,
): Partial<z.infer<z.ZodObject<Shape>>> {
  const fields = isRecord(raw) ? raw : {};
  const right = Object.entries(schema.shape).flatMap(([key, field]) => {
    const result = z.safeParse(field, fields[key]);
    return result.success && result.data !== undefined ? [[key, result.data]] : [];
  });
  return Object.fromEntries(right);
}

/** Text of a form; `expectation` says which, for a wrong and for a missing value alike. */
export function text(form: RegExp, expectation: string): z.ZodString {
  return z.string({ error: expectation }).regex(form, { error: expectation });
}

/** A number that may come as text: `pulumi config set --path` stores 0.5 as "0.5". */
export function numeric<T extends z.ZodType<number>>(schema: T) {
  return z.preprocess((value) => (typeof value === "string" && value.trim() !== "" ? Number(value) : value), schema);
}

/** CPU cores, which may come as Kubernetes writes them: `500m` is 0.5. */
export function cores<T extends z.ZodNumber>(schema: T) {
  return z.preprocess(
    (value) => (typeof value === "string" && /^\d+m$/.test(value) ? Number.parseInt(value, 10) / 1000 : value),
    numeric(schema),
  );
}

/**
 * A day that may come as a point in time: the engine reads stack files as YAML 1.1, in which 2026-12-01 without quotes
 * is no text, and hands it on as `2026-12-01 00:00:00 +0000 UTC`.
 */
export function day<T extends z.ZodString>(schema: T) {
  return z.preprocess(
    (value) => (typeof value === "string" ? value.replace(/^(\d{4}-\d{2}-\d{2}) 00:00:00 \+0000 UTC$/, "$1") : value),
    schema,
  );
}

/** Whether a value is an object with named fields. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `path` with one more step, written as `pulumi config set --path` reads it. The first step follows no dot. */
export function step(path: string, key: PropertyKey): string {
  if (typeof key === "number") return `${path}[${key}]`;
  if (!/^[\w:-]+$/.test(String(key))) return `${path}["${String(key)}"]`;
  return path === "" ? String(key) : `${path}.${String(key)}`;
}

function toProblems(issue: z.core.$ZodIssue, schema: z.ZodType, raw: unknown, root: string): Problem[] {
  const path = issue.path.reduce<string>(step, root);
  if (issue.code === "unrecognized_keys") {
    const known = keysAt(schema, issue.path, raw);
    return issue.keys.map((key) => {
      const at = step(path, key);
      return { path: at, says: `is not a known key${suggestion(key, known)}`, mend: `pulumi config rm --path '${at}'` };
    });
  }
  if (issue.code === "invalid_key") {
    const key = String(issue.path.at(-1));
    return [{ path, says: `has the name ${show(key)}, expected ${issue.issues[0]?.message ?? issue.message}` }];
  }
  const value = issue.path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], raw);
  const mend = isRecord(value) || Array.isArray(value) ? {} : { mend: configSet(path, "<value>") };
  return [{ path, says: `is ${show(value)}, expected ${issue.message}`, ...mend }];
}

function suggestion(key: string, known: string[]): string {
  if (known.length === 0) return "";
  const nearest = closest(key, known);
  // With more than a third of the letters wrong, a guess misleads more than the list of what there is.
  if (distance(key, nearest) <= Math.ceil(key.length / 3)) return `, did you mean "${nearest}"?`;
  return `, expected one of ${known.join(", ")} (the nearest is "${nearest}")`;
}

/** A part of a JSON Schema, as far as keys go. */
interface Keys {
  properties?: Record<string, Keys>;
  items?: Keys;
  additionalProperties?: Keys | boolean;
  oneOf?: Keys[];
  const?: unknown;
  default?: unknown;
}

/** The keys that `schema` knows at `path` in `raw`. */
function keysAt(schema: z.ZodType, path: PropertyKey[], raw: unknown): string[] {
  const root = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Keys;
  let node: Keys | undefined = variantOf(root, raw);
  let value = raw;
  for (const key of path) {
    const next: Keys | boolean | undefined =
      typeof key === "number" ? node?.items : (node?.properties?.[String(key)] ?? node?.additionalProperties);
    value = (value as Record<PropertyKey, unknown> | undefined)?.[key];
    node = typeof next === "object" ? variantOf(next, value) : undefined;
  }
  return Object.keys(node?.properties ?? {});
}

/** The one of several shapes that a value says it has, by the fields of which each shape has its own value. */
function variantOf(node: Keys, value: unknown): Keys {
  const isMeant = ({ properties = {} }: Keys) =>
    Object.entries(properties).every(
      ([key, field]) =>
        field.const === undefined || ((isRecord(value) ? value[key] : undefined) ?? field.default) === field.const,
    );
  return node.oneOf?.find(isMeant) ?? node;
}

/** What zod expected, in the words of a person. Used where a schema gives no text of its own. */
function expectation(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.expected === "int" ? "a whole number" : `a ${issue.expected}`.replace(/^a (?=[aeiou])/, "an ");
    case "invalid_value":
      return issue.values.length === 1 ? show(issue.values[0]) : `one of ${issue.values.join(", ")}`;
    case "invalid_union":
      return "options" in issue
        ? `one of ${(issue.options as unknown[]).filter((option) => option !== undefined).join(", ")}`
        : "another kind of value";
    case "too_small":
      return bound(issue.origin, issue.inclusive === false ? "more than" : "at least", Number(issue.minimum));
    case "too_big":
      return bound(issue.origin, issue.inclusive === false ? "less than" : "at most", Number(issue.maximum));
    case "not_multiple_of":
      return `a multiple of ${issue.divisor}`;
    case "invalid_format":
      return issue.pattern ? `text that matches ${issue.pattern}` : `a valid ${issue.format}`;
    default:
      return issue.message ?? "another value";
  }
}

function bound(origin: string, relation: string, limit: number): string {
  if (origin === "array" || origin === "set") return `${relation} ${limit} ${limit === 1 ? "entry" : "entries"}`;
  if (origin === "string") return `${relation} ${limit} characters`;
  return `${relation} ${limit}`;
}
