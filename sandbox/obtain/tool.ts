import { existsSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "./cache.ts";
import { type BuildOptions, buildTool, fingerprint, goVersion, pinnedVersion, TOOLS } from "./goModule.ts";
import { withHeartbeat } from "./heartbeat.ts";
import { fillOnce } from "./once.ts";
import { commandsOnPath, executableName, isOlder } from "./onPath.ts";
import type { Progress } from "./progress.ts";
import { run } from "./run.ts";
import { Unavailable } from "./unavailable.ts";

/** A command that no package brings ready. */
export interface Tool {
  /** Its name on PATH, and the folder under sandbox/tools that pins it. */
  name: string;
  /** The Go module that holds it. */
  module: string;
  /** Arguments with which it says its version. */
  versionArguments: string[];
  /** How it is built. */
  build: (version: string) => BuildOptions;
  /** How long that takes on 2 cores, for people. */
  takes: string;
}

/** The tools that the sandbox and its tests run, by name. */
export const KNOWN_TOOLS = {
  actionlint: {
    name: "actionlint",
    module: "github.com/rhysd/actionlint",
    versionArguments: ["-version"],
    build: (version) => ({ variables: { "github.com/rhysd/actionlint.version": version } }),
    takes: "half a minute",
  },
  daprd: {
    name: "daprd",
    module: "github.com/dapr/dapr",
    versionArguments: ["--version"],
    // The stable components, as Dapr's own releases are built with them.
    build: (version) => ({
      tags: ["stablecomponents"],
      variables: { "github.com/dapr/dapr/pkg/buildinfo.version": version },
    }),
    takes: "about 5 minutes",
  },
  k6: {
    name: "k6",
    module: "go.k6.io/k6/v2",
    versionArguments: ["version"],
    build: () => ({}),
    takes: "about 2 minutes",
  },
} as const satisfies Record<string, Tool>;

export type ToolName = keyof typeof KNOWN_TOOLS;

/** A tool that is there and answers. */
export interface Obtained {
  /** Absolute path. */
  command: string;
  /** Such as `1.18.2`. */
  version: string;
  origin: "path" | "go";
}

export interface ToolOptions {
  /** Environment to look in and to build with (PATH, XDG_CACHE_HOME). Default: this process's. */
  env?: NodeJS.ProcessEnv;
  /** Default: says nothing. */
  progress?: Progress;
}

/**
 * A tool: the one on PATH where it is as new as the pinned one, else the pinned one, built once from its Go module into
 * the user's cache.
 * @throws Unavailable when there is none: says what was tried and what to do.
 */
export async function findTool(name: ToolName, { env = process.env, progress = () => {} }: ToolOptions = {}) {
  const tool: Tool = KNOWN_TOOLS[name];
  const folder = join(TOOLS, name);
  const version = pinnedVersion(folder, tool.module);
  const [refused, found] = await onPath(tool, version, env);
  if (found) return found;
  try {
    return await built(tool, folder, version, env, progress);
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    throw new Unavailable(
      [
        `No ${name} could be had:`,
        `  path  ${refused}`,
        `  go    ${error.message.replaceAll("\n", "\n        ")}`,
        "Do one of these:",
        `  put ${name} ${version} or newer on PATH`,
        `  install Go ${goVersion(folder)} or newer, which downloads and builds it once: https://go.dev/doc/install`,
      ].join("\n"),
    );
  }
}

/** The first on PATH that is new enough, or why there is none. */
async function onPath(tool: Tool, oldest: string, env: NodeJS.ProcessEnv): Promise<[string, Obtained?]> {
  const refused: string[] = [];
  for (const command of commandsOnPath(tool.name, env)) {
    const version = await versionOf(tool, command, env);
    if (version && !isOlder(version, oldest)) return ["", { command, version, origin: "path" }];
    refused.push(
      version
        ? `${command} is ${version}, older than ${oldest}, the oldest that is tried`
        : `${command} says no version`,
    );
  }
  return [refused.join("\n        ") || `no ${tool.name} on PATH`];
}

async function versionOf(tool: Tool, command: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const answer = await run(command, tool.versionArguments, { env, seconds: 30 }).catch((error) => {
    if (error instanceof Unavailable) return "";
    throw error;
  });
  return /\bv?(\d+\.\d+\.\d+(?:-[\w.]+)?)/.exec(answer)?.[1];
}

async function built(
  tool: Tool,
  folder: string,
  version: string,
  env: NodeJS.ProcessEnv,
  progress: Progress,
): Promise<Obtained> {
  const options = tool.build(version);
  const place = `${version}-${fingerprint([folder], options)}-${process.platform}-${process.arch}`;
  const bin = join(cacheFolder(env), tool.name, place);
  const command = join(bin, executableName(tool.name));
  if (!existsSync(bin)) {
    const what = `building ${tool.name} ${version} from its Go module, ${tool.takes} on 2 cores, once`;
    await fillOnce(bin, progress, (empty) =>
      withHeartbeat(what, progress, async () => {
        await buildTool(folder, empty, env, options);
        const answer = await versionOf(tool, join(empty, executableName(tool.name)), env);
        if (answer !== version) throw new Unavailable(`built ${tool.name} ${version}, but it says it is ${answer}`);
      }),
    );
  }
  return { command, version, origin: "go" };
}
