import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { chmod, copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cacheFolder } from "./cache.ts";
import { withHeartbeat } from "./heartbeat.ts";
import { fillOnce } from "./once.ts";
import type { Attempt, Engine } from "./origin.ts";
import { commandsOnPath, executableName, versionOf } from "./path.ts";
import { run } from "./run.ts";
import { ENGINE_TOOL, GO_VERSION, HOST_TOOL, HOST_VERSION, PULUMI_VERSION } from "./tools.ts";
import { Unavailable } from "./unavailable.ts";

const WINDOWS = process.platform === "win32";
const SCRIPT = WINDOWS ? ".cmd" : "";

/**
 * Starts the language host without ts-node. This host takes the project's `typescript: false` from its flags, where
 * newer engines no longer put it.
 */
const HOST_SCRIPT = WINDOWS
  ? '@echo off\r\n"%~dp0..\\host\\pulumi-language-nodejs.exe" -typescript=false %*\r\n'
  : '#!/bin/sh\nexec "$(dirname "$0")/../host/pulumi-language-nodejs" -typescript=false "$@"\n';

/** `-mod=readonly`: what is not in go.mod and go.sum as committed is an error and never fetched. */
const BUILD = ["build", "-mod=readonly", "-trimpath"];

/** The engine, built from the Go modules that sandbox/tools pins, or the one that was built before. */
export async function obtainFromGo({ env, progress }: Attempt): Promise<Engine> {
  const platform = `${process.platform}-${process.arch}`;
  const folder = join(cacheFolder(env), "pulumi", `${PULUMI_VERSION}-${fingerprint()}-${platform}`);
  if (!existsSync(folder)) {
    const what = `building pulumi ${PULUMI_VERSION} from its Go module, 2 to 5 minutes on 2 cores, once`;
    const go = goCommand(env);
    await fillOnce(folder, progress, (empty) => withHeartbeat(what, progress, () => build(go, empty, env)));
  }
  const bin = join(folder, "bin");
  return { command: join(bin, executableName("pulumi")), version: PULUMI_VERSION, origin: "go", pathFolders: [bin] };
}

/** Changes with anything that the build depends on, so that a stale one is never used. */
function fingerprint(): string {
  const hash = createHash("sha256").update(HOST_SCRIPT).update(BUILD.join(" "));
  for (const tool of [ENGINE_TOOL, HOST_TOOL]) {
    for (const file of ["go.mod", "go.sum"]) hash.update(readFileSync(join(tool, file)));
  }
  return hash.digest("hex").slice(0, 12);
}

function goCommand(env: NodeJS.ProcessEnv): string {
  const [go] = commandsOnPath("go", env);
  if (!go) throw new Unavailable(`no go on PATH (Go ${GO_VERSION} or newer is needed to build it)`);
  return go;
}

/**
 * Lays the parts out as an official installation does: bin/pulumi with all that it starts beside it. The engine warns
 * on every run about a language host that is elsewhere, and the Automation API looks for bin/pulumi.
 */
async function build(go: string, folder: string, userEnv: NodeJS.ProcessEnv): Promise<void> {
  // No workspace of the user's above this tree, no C compiler.
  const env = { ...userEnv, GOWORK: "off", CGO_ENABLED: "0" };
  const [bin, host] = [join(folder, "bin"), join(folder, "host")];
  await mkdir(bin);
  await compile(go, ENGINE_TOOL, PULUMI_VERSION, bin, env);
  await compile(go, HOST_TOOL, HOST_VERSION, host, env);

  await writeFile(join(bin, `pulumi-language-nodejs${SCRIPT}`), HOST_SCRIPT, { mode: 0o755 });

  const module = ["list", "-mod=readonly", "-m", "-f", "{{.Dir}}", "github.com/pulumi/pulumi/sdk/v3"];
  const sources = (await run(go, module, { cwd: HOST_TOOL, env })).trim();
  const analyzer = join(bin, `pulumi-analyzer-policy${SCRIPT}`);
  await copyFile(join(sources, "nodejs", "dist", `pulumi-analyzer-policy${SCRIPT}`), analyzer);
  await chmod(analyzer, 0o755); // the module cache is read-only and forgets the executable bit

  const answer = await versionOf(join(bin, executableName("pulumi")), userEnv);
  if (answer !== PULUMI_VERSION) throw new Unavailable(`built pulumi ${PULUMI_VERSION}, but it says it is ${answer}`);
}

/** Builds the commands of a tool folder's `tool` lines; `-s -w` leaves debug tables out, -X states the version. */
async function compile(go: string, tool: string, version: string, into: string, env: NodeJS.ProcessEnv): Promise<void> {
  const variable = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";
  const flags = `-s -w -X ${variable}=v${version}`;
  await run(go, [...BUILD, `-ldflags=${flags}`, "-o", `${into}/`, "tool"], { cwd: tool, env });
}
