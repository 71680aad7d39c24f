import { parseArgs, styleText } from "node:util";
import { Unavailable } from "../obtain/unavailable.ts";
import { findEngine, UnknownOrigin } from "./engine.ts";
import type { Engine, Origin } from "./origin.ts";

const HELP = `npm run engine

Finds the Pulumi engine that the rehearsal runs on, obtains it if need be, and prints where it is.
Tried in this order:
  path  the official pulumi on PATH, with its language host beside it
  npm   the npm package pulumi of this project, which downloads the official one on first use
  go    its Go modules, pinned in sandbox/tools, built once (2 to 5 minutes) into the user's cache

Options
  --help        print this

Environment
  DACA_ENGINE      path, npm or go: try this origin only
  XDG_CACHE_HOME   where what is built is kept, in the folder daca

Exit code: 0 found, 1 none can be had, 2 bad usage`;

const FROM: Record<Origin, string> = {
  path: "official, found on PATH",
  npm: "official, by the npm package pulumi",
  go: "built from its Go modules",
};

/** Prints the engine; returns the exit code. */
async function main(args: string[]): Promise<number> {
  let help: boolean | undefined;
  try {
    help = parseArgs({ args, options: { help: { type: "boolean", short: "h" } } }).values.help;
  } catch (error) {
    return fail(`${(error as Error).message}\n\n${HELP}`, 2);
  }
  if (help) {
    console.log(HELP);
    return 0;
  }
  try {
    print(await findEngine({ progress: (line) => console.error(line) }));
    return 0;
  } catch (error) {
    if (error instanceof UnknownOrigin) return fail(error.message, 2);
    if (error instanceof Unavailable) return fail(error.message, 1);
    throw error;
  }
}

function print(engine: Engine): void {
  const rows = {
    command: engine.command,
    version: engine.version,
    origin: `${engine.origin} (${FROM[engine.origin]})`,
  };
  for (const [name, value] of Object.entries(rows)) {
    console.log(`${styleText("dim", name.padEnd(8), { stream: process.stdout })} ${value}`);
  }
}

function fail(message: string, code: number): number {
  const [first = "", ...rest] = message.split("\n");
  console.error([styleText("red", first, { stream: process.stderr }), ...rest].join("\n"));
  return code;
}

process.exitCode = await main(process.argv.slice(2));
