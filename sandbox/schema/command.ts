import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { stackFileSchema } from "./stackFileSchema.ts";

const HELP = `npm run schema [-- --check]

Writes Pulumi.schema.json, the JSON Schema of stack files, from the settings in components/.

  --check   only say whether the file is up to date; exit with 1 when it is not
  --help    print this
`;

const FILE = "Pulumi.schema.json";

process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
  let values: { check?: boolean; help?: boolean };
  try {
    ({ values } = parseArgs({ args, options: { check: { type: "boolean" }, help: { type: "boolean", short: "h" } } }));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${HELP}`);
    return 2;
  }
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const schema = `${JSON.stringify(stackFileSchema(), null, 2)}\n`;
  if (!values.check) {
    await writeFile(FILE, schema);
    process.stdout.write(`${FILE} is written.\n`);
    return 0;
  }
  if ((await readFile(FILE, "utf8").catch(() => "")) === schema) return 0;
  process.stderr.write(`${FILE} is not what the settings say. To write it anew: npm run schema\n`);
  return 1;
}
