import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, parse } from "node:path";
import { build } from "esbuild";
import { stringify } from "yaml";
import { SettingsError } from "../../components/settings/problem.ts";
import { TIERS, type TierName } from "../../components/settings.ts";
import { readPolicyFiles } from "../files.ts";
import type { PolicyConfig } from "../lib/config.ts";
import { today } from "../lib/exemption.ts";
import { PACKS, type Pack } from "../lib/rule.ts";
import { RULES } from "../rules/index.ts";
import { packConfig } from "./packConfig.ts";
import { packReadme } from "./readme.ts";

const POLICY = join(import.meta.dirname, "..");

/** A pack as the engine and `pulumi policy publish` take it. */
export interface Bundle {
  pack: Pack;
  folder: string;
  policies: number;
  /** Of the program, in bytes. */
  size: number;
}

/**
 * Makes every pack a folder of plain JavaScript: the program, its description, and its config for each tier.
 * @param root folder of the project, with the policies' config and exemptions
 * @param into folder that gets a folder for each pack; what was there is replaced
 * @throws {SettingsError} when the policies' config or exemptions are wrong
 */
export async function bundlePacks(root: string, into: string): Promise<Bundle[]> {
  const project: Manifest = JSON.parse(await readFile(join(POLICY, "..", "package.json"), "utf8"));
  const day = today();
  const configs = await Promise.all(TIERS.map((tier) => readPolicyFiles(root, tier, day)));
  // Every tier's reading finds all that is wrong in the files.
  const problems = configs[0]?.problems ?? [];
  if (problems.length > 0) throw new SettingsError("The policies' set-up", problems);
  const byTier = new Map(TIERS.map((tier, index) => [tier, (configs[index] as PolicyConfig).settings]));
  const programs = await bundlePrograms();
  return Promise.all(
    PACKS.map((pack) => writePack(pack, programs.get(pack) as Uint8Array, project, byTier, join(into, pack))),
  );
}

/** The program of every pack. They share all but their first lines, so what they are made of is read once. */
async function bundlePrograms(): Promise<Map<Pack, Uint8Array>> {
  const { outputFiles } = await build({
    entryPoints: PACKS.map((pack) => ({ in: join(POLICY, "packs", pack, "index.ts"), out: pack })),
    outdir: POLICY,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    legalComments: "eof",
    logLevel: "error",
    write: false,
    plugins: [
      {
        name: "the SDK's used part",
        setup: ({ onResolve }) =>
          onResolve({ filter: /^@pulumi\/pulumi$/ }, () => ({ path: join(POLICY, "build", "sdk.ts") })),
      },
    ],
  });
  return new Map(outputFiles.map(({ path, contents }) => [parse(path).name as Pack, contents]));
}

interface Manifest {
  version: string;
  license: string;
  dependencies: Record<string, string>;
}

async function writePack(
  pack: Pack,
  program: Uint8Array,
  project: Manifest,
  byTier: Map<TierName, PolicyConfig["settings"]>,
  folder: string,
): Promise<Bundle> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, "config"), { recursive: true });
  await writeFile(join(folder, "index.js"), program);
  await writeFile(
    join(folder, "PulumiPolicy.yaml"),
    stringify({ runtime: "nodejs", main: "index.js", description: `The ${pack} policies of daca` }),
  );
  await writeFile(join(folder, "package.json"), `${JSON.stringify(manifest(pack, project), null, 2)}\n`);
  await writeFile(join(folder, "README.md"), packReadme(pack, RULES));
  for (const [tier, settings] of byTier) {
    const config = packConfig(pack, RULES, settings);
    await writeFile(join(folder, "config", `${tier}.json`), `${JSON.stringify(config, null, 2)}\n`);
  }
  return { pack, folder, policies: RULES.filter((rule) => rule.pack === pack).length, size: program.length };
}

/** The engine starts a pack with a script of @pulumi/pulumi, which must therefore be installed beside it. */
function manifest(pack: Pack, { version, license, dependencies }: Manifest): object {
  return {
    name: `daca-${pack}`,
    version,
    description: `The ${pack} policies of daca`,
    license,
    main: "index.js",
    files: ["index.js", "PulumiPolicy.yaml", "README.md", "config"],
    dependencies: { "@pulumi/pulumi": dependencies["@pulumi/pulumi"] },
  };
}
