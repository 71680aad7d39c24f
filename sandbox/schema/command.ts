import { readFile, writeFile } from "node:fs/promises";
import { flagCommand } from "../flagCommand.ts";
import { policyConfigSchema, policyExemptionsSchema } from "./policySchemas.ts";
import { stackFileSchema } from "./stackFileSchema.ts";

const HELP = `npm run schema [-- --check]

Writes the JSON Schemas by which editors complete and check what people write: Pulumi.schema.json of stack files, from
the settings in components/; policy/config.schema.json and policy/exemptions.schema.json, from the policies.

  --check   only say whether they are up to date; exit with 1 when one is not
  --help    print this
`;

const SCHEMAS = {
  "Pulumi.schema.json": stackFileSchema,
  "policy/config.schema.json": policyConfigSchema,
  "policy/exemptions.schema.json": policyExemptionsSchema,
};

process.exitCode = await flagCommand(HELP, ["check"], ({ check = false }) => main(check));

async function main(check: boolean): Promise<number> {
  const stale: string[] = [];
  for (const [file, schemaOf] of Object.entries(SCHEMAS)) {
    const schema = `${JSON.stringify(schemaOf(), null, 2)}\n`;
    if ((await readFile(file, "utf8").catch(() => "")) === schema) continue;
    stale.push(file);
    if (!check) await writeFile(file, schema);
  }
  if (!check) {
    process.stdout.write(stale.length > 0 ? `Written: ${stale.join(", ")}\n` : "All are as they were.\n");
    return 0;
  }
  if (stale.length === 0) return 0;
  process.stderr.write(`Not up to date: ${stale.join(", ")}. To write them anew: npm run schema\n`);
  return 1;
}
