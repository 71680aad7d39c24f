import { join } from "node:path";
import { SettingsError } from "../../components/settings/problem.ts";
import { flagCommand } from "../../sandbox/flagCommand.ts";
import { type Bundle, bundlePacks } from "./bundle.ts";

const HELP = `npm run policy:build

Makes policy/dist/<pack> of each policy pack: a folder of plain JavaScript that the engine takes as it is.

  pulumi preview --policy-pack policy/dist/security --policy-pack-config policy/dist/security/config/prototype.json
  (cd policy/dist/security && pulumi policy publish <organisation>)

  --help  print this

Exit code: 0 done, 2 policy/config.yaml, policy/exemptions.yaml or the arguments cannot be used.
`;

const OUTPUT = join("policy", "dist");

process.exitCode = await flagCommand(HELP, [], () => main(process.cwd()));

async function main(root: string): Promise<number> {
  let bundles: Bundle[];
  try {
    bundles = await bundlePacks(root, join(root, OUTPUT));
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
  for (const { pack, policies, size } of bundles) {
    const folder = join(OUTPUT, pack);
    process.stdout.write(
      `${folder.padEnd(24)} ${String(policies).padStart(3)} policies, ${(size / 1e6).toFixed(1)} MB\n`,
    );
  }
  return 0;
}
