import { join } from "node:path";
import { parseArgs } from "node:util";
import { bundlePacks } from "./bundle.ts";

const HELP = `npm run policy:build

Makes policy/dist/<pack> of each policy pack: a folder of plain JavaScript that the engine takes as it is.

  pulumi preview --policy-pack policy/dist/security --policy-pack-config policy/dist/security/config/prototype.json
  (cd policy/dist/security && pulumi policy publish <organisation>)

  --help  print this
`;

const OUTPUT = join("policy", "dist");

process.exitCode = await main(process.argv.slice(2), process.cwd());

async function main(args: string[], root: string): Promise<number> {
  let values: { help?: boolean };
  try {
    ({ values } = parseArgs({ args, options: { help: { type: "boolean", short: "h" } } }));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${HELP}`);
    return 2;
  }
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  for (const { pack, policies, size } of await bundlePacks(root, join(root, OUTPUT))) {
    const folder = join(OUTPUT, pack);
    process.stdout.write(
      `${folder.padEnd(24)} ${String(policies).padStart(3)} policies, ${(size / 1e6).toFixed(1)} MB\n`,
    );
  }
  return 0;
}
