import { readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { parse } from "yaml";
import { chartPaths } from "./chartValues.ts";
import { crdSchema } from "./crdSchema.ts";

const HELP = `node sandbox/charts/command.ts <folder of a chart> <version>
node sandbox/charts/command.ts --crd <definition.yaml> <version of the kind> [field of spec ...]

Writes down what a chart, or a kind of object, takes. Tests hold the catalogue of add-ons against it, so a value that a
new version of a chart no longer knows is found before anything is installed. Put the charts that a chart depends on
into its folder charts/ first. The result is in tests/fixtures/charts/.

  --crd     the file is a CustomResourceDefinition; with fields, only these are kept
  --help    print this
`;

const FIXTURES = join(import.meta.dirname, "..", "..", "tests", "fixtures", "charts");

process.exitCode = await main();

async function main(): Promise<number> {
  const given = read();
  if (typeof given === "string") {
    process.stderr.write(`${given}\n\n${HELP}`);
    return 2;
  }
  if (given.values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const [source, version, ...fields] = given.positionals;
  if (source === undefined || version === undefined) {
    process.stderr.write(`a source and a version are needed\n\n${HELP}`);
    return 2;
  }
  try {
    const [file, content] = given.values.crd
      ? await ofDefinition(source, version, fields)
      : [`${basename(source)}-${version}.json`, await chartPaths(source)];
    await writeFile(join(FIXTURES, file), `${JSON.stringify(content, null, 2)}\n`);
    process.stdout.write(`Written: tests/fixtures/charts/${file}\n`);
    return 0;
  } catch (error) {
    process.stderr.write(`${source}: ${(error as Error).message}\n`);
    return 2;
  }
}

async function ofDefinition(file: string, version: string, fields: string[]): Promise<[string, object]> {
  const crd = parse(await readFile(file, "utf8"));
  return [`${crd.spec.group}-${version}-${crd.spec.names.kind}.json`, crdSchema(crd, version, fields)];
}

function read() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { crd: { type: "boolean" }, help: { type: "boolean", short: "h" } },
    });
  } catch (error) {
    return (error as Error).message;
  }
}
