import { existsSync } from "node:fs";
import { chmod, copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cacheFolder } from "../obtain/cache.ts";
import { buildTool, fingerprint, moduleFolder } from "../obtain/goModule.ts";
import { withHeartbeat } from "../obtain/heartbeat.ts";
import { fillOnce } from "../obtain/once.ts";
import { executableName } from "../obtain/onPath.ts";
import { Unavailable } from "../obtain/unavailable.ts";
import type { Attempt, Engine } from "./origin.ts";
import { versionOf } from "./path.ts";
import { ENGINE_TOOL, HOST_TOOL, HOST_VERSION, PULUMI_VERSION } from "./tools.ts";

const WINDOWS = process.platform === "win32";
const SCRIPT = WINDOWS ? ".cmd" : "";

/**
 * Starts the language host without ts-node. This host takes the project's `typescript: false` from its flags, where
 * newer engines no longer put it.
 */
const HOST_SCRIPT = WINDOWS
  ? '@echo off\r\n"%~dp0..\\host\\pulumi-language-nodejs.exe" -typescript=false %*\r\n'
  : '#!/bin/sh\nexec "$(dirname "$0")/../host/pulumi-language-nodejs" -typescript=false "$@"\n';

/** The engine, built from the Go modules that sandbox/tools pins, or the one that was built before. */
export async function obtainFromGo({ env, progress }: Attempt): Promise<Engine> {
  const platform = `${process.platform}-${process.arch}`;
  const inputs = fingerprint([ENGINE_TOOL, HOST_TOOL], {}, HOST_SCRIPT);
  const folder = join(cacheFolder(env), "pulumi", `${PULUMI_VERSION}-${inputs}-${platform}`);
  if (!existsSync(folder)) {
    const what = `building pulumi ${PULUMI_VERSION} from its Go module, 2 to 5 minutes on 2 cores, once`;
    await fillOnce(folder, progress, (empty) => withHeartbeat(what, progress, () => build(empty, env)));
  }
  const bin = join(folder, "bin");
  return { command: join(bin, executableName("pulumi")), version: PULUMI_VERSION, origin: "go", pathFolders: [bin] };
}

/**
 * Lays the parts out as an official installation does: bin/pulumi with all that it starts beside it. The engine warns
 * on every run about a language host that is elsewhere, and the Automation API looks for bin/pulumi.
 */
async function build(folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  const [bin, host] = [join(folder, "bin"), join(folder, "host")];
  await mkdir(bin);
  await buildTool(ENGINE_TOOL, bin, env, saying(PULUMI_VERSION));
  await buildTool(HOST_TOOL, host, env, saying(HOST_VERSION));

  await writeFile(join(bin, `pulumi-language-nodejs${SCRIPT}`), HOST_SCRIPT, { mode: 0o755 });

  const sources = await moduleFolder(HOST_TOOL, "github.com/pulumi/pulumi/sdk/v3", env);
  const analyzer = join(bin, `pulumi-analyzer-policy${SCRIPT}`);
  await copyFile(join(sources, "nodejs", "dist", `pulumi-analyzer-policy${SCRIPT}`), analyzer);
  await chmod(analyzer, 0o755); // the module cache is read-only and forgets the executable bit

  const answer = await versionOf(join(bin, executableName("pulumi")), env);
  if (answer !== PULUMI_VERSION) throw new Unavailable(`built pulumi ${PULUMI_VERSION}, but it says it is ${answer}`);
}

function saying(version: string) {
  return { variables: { "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version": `v${version}` } };
}
