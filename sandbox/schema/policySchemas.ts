import { z } from "zod";
import { configSchema, exemptionsSchema } from "../../policy/lib/config.ts";
import { RULES } from "../../policy/rules/index.ts";
import { type Node, tidy } from "./node.ts";

const DIALECT = "https://json-schema.org/draft/2020-12/schema";

/** The JSON Schema of policy/config.yaml, made from the policies themselves. */
export function policyConfigSchema(): Node {
  return { title: "Levels and knobs of daca's policies", ...schemaOf(configSchema(RULES)) };
}

/** The JSON Schema of policy/exemptions.yaml. */
export function policyExemptionsSchema(): Node {
  return { title: "Exemptions from daca's policies", ...schemaOf(exemptionsSchema(RULES)) };
}

function schemaOf(schema: z.ZodType): Node {
  return {
    $schema: DIALECT,
    ...(z.toJSONSchema(schema, {
      io: "input",
      reused: "ref",
      override: ({ jsonSchema }) => tidy(jsonSchema as Node),
    }) as Node),
  };
}
