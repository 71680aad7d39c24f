import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { commandsOnPath } from "./onPath.ts";
import { run } from "./run.ts";
import { Unavailable } from "./unavailable.ts";

/** Where each tool's module is pinned: a folder with a go.mod, which has a `tool` line, and a go.sum. */
export const TOOLS = join(import.meta.dirname, "..", "tools");

/** `-mod=readonly`: what is not in go.mod and go.sum as committed is an error and never fetched. */
const BUILD = ["build", "-mod=readonly", "-trimpath"];

export interface BuildOptions {
  /** Build tags, such as those that leave a program's rarer parts out. Default: none. */
  tags?: string[];
  /** Strings to set in the program by their full Go name, such as its version. Default: none. */
  variables?: Record<string, string>;
}

/**
 * Builds the commands of a tool folder's `tool` lines into a folder, without debug tables and without a C compiler.
 * @throws Unavailable when there is no Go, or with its last words when the build fails.
 */
export async function buildTool(
  folder: string,
  into: string,
  userEnv: NodeJS.ProcessEnv,
  options: BuildOptions = {},
): Promise<void> {
  await run(goCommand(folder, userEnv), [...buildFlags(options), "-o", `${into}/`, "tool"], {
    cwd: folder,
    env: goEnvironment(userEnv),
  });
}

/** The folder in Go's module cache that holds the sources of a module that the tool's go.mod names. */
export async function moduleFolder(folder: string, module: string, userEnv: NodeJS.ProcessEnv): Promise<string> {
  const args = ["list", "-mod=readonly", "-m", "-f", "{{.Dir}}", module];
  return (await run(goCommand(folder, userEnv), args, { cwd: folder, env: goEnvironment(userEnv) })).trim();
}

/** Changes with anything that a build depends on, so that a stale one is never used. */
export function fingerprint(folders: string[], options: BuildOptions = {}, ...more: string[]): string {
  const hash = createHash("sha256").update([...buildFlags(options), ...more].join(" "));
  for (const folder of folders) {
    for (const file of ["go.mod", "go.sum"]) hash.update(readFileSync(join(folder, file)));
  }
  return hash.digest("hex").slice(0, 12);
}

/** The version of a module, as a tool's go.mod pins it, without its "v". */
export function pinnedVersion(folder: string, module: string): string {
  return pinned(folder, new RegExp(`^\\s*${module.replaceAll(".", "\\.")} v(\\S+)`, "m"));
}

/** Oldest Go that builds a tool. */
export function goVersion(folder: string): string {
  return pinned(folder, /^go (\S+)/m);
}

function pinned(folder: string, line: RegExp): string {
  const file = join(folder, "go.mod");
  const version = line.exec(readFileSync(file, "utf8"))?.[1];
  if (!version) throw new Error(`${file} has no line like ${line}`);
  return version;
}

/** `-s -w` leaves debug tables out, -X sets a variable. */
function buildFlags({ tags = [], variables = {} }: BuildOptions): string[] {
  const sets = Object.entries(variables).map(([name, value]) => `-X ${name}=${value}`);
  return [
    ...BUILD,
    ...(tags.length > 0 ? [`-tags=${tags.join(",")}`] : []),
    `-ldflags=${["-s -w", ...sets].join(" ")}`,
  ];
}

/** No workspace of the user's above this tree, no C compiler. */
function goEnvironment(userEnv: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...userEnv, GOWORK: "off", CGO_ENABLED: "0" };
}

function goCommand(folder: string, env: NodeJS.ProcessEnv): string {
  const [go] = commandsOnPath("go", env);
  if (!go) throw new Unavailable(`no go on PATH (Go ${goVersion(folder)} or newer is needed to build it)`);
  return go;
}
