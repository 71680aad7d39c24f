import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { delimiter, dirname, join, relative } from "node:path";
import { LocalWorkspace, PulumiCommand, Stack } from "@pulumi/pulumi/automation/index.js";
import { parse, stringify } from "yaml";
import type { Engine } from "../engine/origin.ts";
import { type StandInEnvironment, toVariables } from "../providers/environment.ts";
import { rehearsalConfig } from "./config.ts";
import { engineVariables, type Layout } from "./layout.ts";
import { present, writeScript } from "./script.ts";

/** A stack on the rehearsal's own backend. */
export interface OpenStack {
  stack: Stack;
  /** Whether it was there before, kept or left by a run that did not finish. */
  existed: boolean;
}

/**
 * Makes the stack, or takes up the one that is there, and gives it the config.
 * @param root folder of the project
 * @param config full keys and plain values, as the committed file has them
 */
export async function openStack(
  root: string,
  name: string,
  config: Record<string, unknown>,
  engine: Engine,
  layout: Layout,
  standIns: StandInEnvironment,
): Promise<OpenStack> {
  const project = await copyProject(root, layout);
  const path = [...engine.pathFolders, dirname(process.execPath)].join(delimiter);
  const variables = { ...engineVariables(layout), ...toVariables({ clouds: standIns.clouds }) };
  writeScript(layout.pulumi, {
    env: { ...variables, PATH: path },
    command: [engine.command, "--cwd", layout.project],
  });
  mkdirSync(layout.state, { recursive: true });

  const workspace = await LocalWorkspace.create({
    workDir: layout.project,
    pulumiHome: layout.home,
    pulumiCommand: await PulumiCommand.get({ root: join(dirname(engine.command), "..") }),
    envVars: {
      ...variables,
      ...toVariables(standIns),
      PATH: [path, process.env.PATH].join(delimiter),
    },
  });
  const existed = hasStack(layout, project, name);
  const settings = join(layout.project, `Pulumi.${name}.yaml`);
  // A stack of the past had another key.
  if (!existed) rmSync(settings, { force: true });
  const stack = existed ? await Stack.select(name, workspace) : await Stack.create(name, workspace);

  const committed = await readFile(join(root, `Pulumi.${name}.yaml`), "utf8");
  const { text, secrets } = rehearsalConfig(committed, config, project, present(settings));
  // As a whole: a file that is cut off would take the key of the state's secrets with it.
  writeFileSync(`${settings}.new`, text);
  renameSync(`${settings}.new`, settings);
  const values = Object.entries(secrets).map(([at, value]) => [at, { value, secret: true }]);
  if (values.length > 0) await stack.setAllConfig(Object.fromEntries(values), true);
  return { stack, existed };
}

/** The project's settings beside the rehearsal, and in them the way to the unmodified program. Returns its name. */
async function copyProject(root: string, layout: Layout): Promise<string> {
  const settings = parse(await readFile(join(root, "Pulumi.yaml"), "utf8"));
  const program = join(root, settings.main ?? ".");
  mkdirSync(layout.project, { recursive: true });
  const copy = { ...settings, main: relative(layout.project, program).replaceAll("\\", "/") };
  writeFileSync(join(layout.project, "Pulumi.yaml"), stringify(copy));
  return settings.name;
}

function hasStack(layout: Layout, project: string, name: string): boolean {
  return names(join(layout.state, ".pulumi", "stacks", project)).includes(`${name}.json`);
}

/** The locks that an engine holds on the stacks of this backend, or left, whole or half, when it was killed. */
export function locks(layout: Layout): string[] {
  const folder = join(layout.state, ".pulumi", "locks");
  return names(folder, true)
    .filter((file) => /\.json(\.|$)/.test(file))
    .map((file) => join(folder, file));
}

function names(folder: string, recursive = false): string[] {
  try {
    return readdirSync(folder, { recursive, encoding: "utf8" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
