import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Engine } from "../engine/origin.ts";
import { run } from "../obtain/run.ts";
import { engineVariables, type Layout } from "./layout.ts";
import { present, writeScript } from "./script.ts";

/** What the engine starts instead of a provider. */
const SERVE = join(import.meta.dirname, "..", "providers", "serve.ts");

/** A provider that the project depends on. */
export interface ProviderPackage {
  /** As the engine names it: `azure-native`. */
  name: string;
  version: string;
}

/** The providers among the project's dependencies, at the versions that their packages ask the engine for. */
export async function providersOf(root: string): Promise<ProviderPackage[]> {
  const { dependencies = {} } = await json(join(root, "package.json"));
  const packages = await Promise.all(
    Object.keys(dependencies).map((name) => json(join(root, "node_modules", name, "package.json"))),
  );
  return packages.flatMap(({ pulumi, version }) =>
    pulumi?.resource ? [{ name: String(pulumi.name), version: String(pulumi.version ?? version) }] : [],
  );
}

/**
 * Puts stand-ins where the rehearsal's engine looks for its providers, and nowhere else.
 * @param providers what to stand in for; a version that differs from the program's would make the engine warn
 */
export async function installStandIns(engine: Engine, layout: Layout, providers: ProviderPackage[]): Promise<void> {
  for (const { name, version } of providers) {
    const file = `pulumi-resource-${name}${process.platform === "win32" ? ".cmd" : ""}`;
    const folder = join(layout.home, "stand-ins", `${name}-${version}`);
    const written = join(folder, file);
    writeScript(written, { command: [process.execPath, SERVE, name, version] });
    const installed = join(layout.home, "plugins", `resource-${name}-v${version}`, file);
    if (present(installed) === present(written)) continue;
    const install = ["plugin", "install", "resource", name, version, "--file", folder, "--reinstall"];
    await run(engine.command, install, { env: { ...process.env, ...engineVariables(layout) } });
    await rm(folder, { recursive: true });
  }
}

interface Manifest {
  version?: string;
  dependencies?: Record<string, string>;
  pulumi?: { resource?: boolean; name?: string; version?: string };
}

async function json(file: string): Promise<Manifest> {
  return JSON.parse(await readFile(file, "utf8"));
}
