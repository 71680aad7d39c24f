import { isRecord } from "../../components/settings/check.ts";

/** A JSON Schema, as plain values. */
export type Schema = Record<string, unknown>;

/** What of a schema decides whether an object is right. */
const KEPT = ["type", "enum", "required", "minimum", "maximum", "minItems", "minLength", "maxLength"] as const;

/**
 * The schema of a CustomResourceDefinition's kind without all that is for people, and strict: a field that it does not
 * know is wrong, as it is for `kubectl apply --validate=strict`.
 * @param crd the definition, as its YAML says it
 * @param only the fields of `spec` that are wanted; all where it is empty
 * @throws {Error} when the definition does not serve the version, or has no such field
 */
export function crdSchema(crd: unknown, version: string, only: readonly string[] = []): Schema {
  const { spec } = crd as {
    spec: { versions: { name: string; served: boolean; schema?: { openAPIV3Schema: Schema } }[] };
  };
  const found = spec.versions.find(({ name, served }) => name === version && served);
  if (!found?.schema)
    throw new Error(`the definition serves ${spec.versions.map(({ name }) => name).join(", ")}, not ${version}`);
  const whole = found.schema.openAPIV3Schema;
  const properties = whole.properties as Record<string, Schema>;
  const fields = properties.spec?.properties as Record<string, Schema>;
  const missing = only.filter((field) => !(field in fields));
  if (missing.length > 0) throw new Error(`its spec has no ${missing.join(", ")}`);
  const wanted = Object.entries(fields).filter(([field]) => only.length === 0 || only.includes(field));
  return strict({
    type: "object",
    required: ["apiVersion", "kind", "metadata", "spec"],
    properties: {
      apiVersion: { type: "string" },
      kind: { type: "string" },
      metadata: {
        type: "object",
        required: ["name"],
        properties: {
          name: { type: "string" },
          namespace: { type: "string" },
          labels: { type: "object", additionalProperties: { type: "string" } },
          annotations: { type: "object", additionalProperties: { type: "string" } },
        },
      },
      spec: { ...properties.spec, properties: Object.fromEntries(wanted) },
    },
  });
}

function strict(schema: Schema): Schema {
  const kept = Object.fromEntries(KEPT.filter((key) => key in schema).map((key) => [key, schema[key]]));
  // An amount may be a number or text; its type is left open in definitions.
  if (schema["x-kubernetes-int-or-string"] === true) return { anyOf: [{ type: "integer" }, { type: "string" }] };
  const { properties, additionalProperties, items } = schema;
  return {
    ...kept,
    ...(isRecord(properties)
      ? {
          properties: Object.fromEntries(
            Object.entries(properties).map(([key, value]) => [key, strict(value as Schema)]),
          ),
          additionalProperties: schema["x-kubernetes-preserve-unknown-fields"] === true,
        }
      : {}),
    ...(isRecord(additionalProperties) ? { additionalProperties: strict(additionalProperties) } : {}),
    ...(isRecord(items) ? { items: strict(items) } : {}),
  };
}
