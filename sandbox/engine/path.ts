import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { commandsOnPath, executableName, isOlder } from "../obtain/onPath.ts";
import { run } from "../obtain/run.ts";
import { Unavailable } from "../obtain/unavailable.ts";
import type { Attempt, Engine } from "./origin.ts";
import { PULUMI_VERSION } from "./tools.ts";

/** The official command line that the user has on PATH. */
export async function findOnPath({ env }: Attempt): Promise<Engine> {
  const refused: string[] = [];
  for (const command of commandsOnPath("pulumi", env)) {
    if (isNpmWrapper(command)) {
      refused.push(`${command} is the npm package's wrapper`);
      continue;
    }
    try {
      return { ...(await official(command, env)), origin: "path" };
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      refused.push(error.message);
    }
  }
  throw new Unavailable(["no official pulumi on PATH", ...refused].join("\n"));
}

/**
 * An official installation, which always has its language hosts beside it.
 * @throws Unavailable when it gives no answer, is too old or lacks the language host.
 */
export async function official(command: string, env: NodeJS.ProcessEnv): Promise<Omit<Engine, "origin">> {
  const host = executableName("pulumi-language-nodejs");
  // The command may be a link into the installation, with no link for the host beside it.
  const folder = [dirname(command), dirname(realpathSync(command))].find((place) => existsSync(join(place, host)));
  if (!folder) throw new Unavailable(`${command} has no ${host} beside it`);
  const version = await versionOf(command, env);
  if (isOlder(version, PULUMI_VERSION)) {
    throw new Unavailable(`${command} is ${version}, older than ${PULUMI_VERSION}, the oldest that is tried`);
  }
  return { command, version, pathFolders: [folder] };
}

/** What `pulumi version` answers, without its "v". */
export async function versionOf(command: string, env: NodeJS.ProcessEnv): Promise<string> {
  const answer = await run(command, ["version"], { env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" }, seconds: 30 });
  const version = /^v(\d+\.\d+\.\d+\S*)$/m.exec(answer)?.[1];
  if (!version) throw new Unavailable(`${command} version answers "${answer.trim()}"`);
  return version;
}

/** Where npm's wrapper really lives: as the target of a link, or as the path that a shim hands to Node. */
const WRAPPER = /[\\/]pulumi[\\/]run\.js\b/;
/** Shims are a few hundred bytes, the official command many millions. */
const LARGEST_SHIM_BYTES = 8192;

/** npm puts `node_modules/.bin/pulumi` on the PATH of every script, and a global install does so for every shell. */
function isNpmWrapper(command: string): boolean {
  const file = realpathSync(command);
  return WRAPPER.test(file) || (statSync(file).size <= LARGEST_SHIM_BYTES && WRAPPER.test(readFileSync(file, "utf8")));
}
