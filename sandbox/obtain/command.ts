import { parseArgs, styleText } from "node:util";
import { findTool, KNOWN_TOOLS, type ToolName } from "./tool.ts";
import { Unavailable } from "./unavailable.ts";

const NAMES = Object.keys(KNOWN_TOOLS) as ToolName[];

const HELP = `npm run tools [-- NAME ...]

Finds the tools that the sandbox runs, obtains them if need be, and prints where they are. Without a name: all of them.
Tried in this order:
  path  the command on PATH, where it is as new as the pinned one
  go    its Go module, pinned in sandbox/tools, built once into the user's cache

Tools
${NAMES.map((name) => `  ${name.padEnd(12)} built in ${KNOWN_TOOLS[name].takes}`).join("\n")}

Options
  --help        print this

Environment
  XDG_CACHE_HOME   where what is built is kept, in the folder daca

Exit code: 0 found, 1 one cannot be had, 2 bad usage
`;

/** Prints the tools; returns the exit code. */
async function main(args: string[]): Promise<number> {
  const asked = read(args);
  if (typeof asked === "string") return fail(`${asked}\n\n${HELP}`, 2);
  if (asked === undefined) {
    process.stdout.write(HELP);
    return 0;
  }
  let code = 0;
  for (const name of asked) {
    try {
      const { command, version, origin } = await findTool(name, { progress: (line) => console.error(line) });
      console.log(`${styleText("dim", name.padEnd(12), { stream: process.stdout })} ${version}  ${origin}  ${command}`);
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      code = fail(error.message, 1);
    }
  }
  return code;
}

/** The tools asked for, nothing where help is, or what is wrong with the arguments. */
function read(args: string[]): ToolName[] | string | undefined {
  try {
    const options = { help: { type: "boolean", short: "h" } } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    if (values.help) return undefined;
    const unknown = positionals.filter((name) => !NAMES.includes(name as ToolName));
    if (unknown.length > 0) return `unknown tool ${unknown.join(", ")}, expected ${NAMES.join(", ")}`;
    return positionals.length > 0 ? (positionals as ToolName[]) : NAMES;
  } catch (error) {
    return (error as Error).message;
  }
}

function fail(message: string, code: number): number {
  const [first = "", ...rest] = message.split("\n");
  console.error([styleText("red", first, { stream: process.stderr }), ...rest].join("\n"));
  return code;
}

process.exitCode = await main(process.argv.slice(2));
