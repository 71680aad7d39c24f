import { parseArgs } from "node:util";

/**
 * Runs a command that takes nothing but flags: it explains itself with --help, and refuses what it does not know.
 * @param help what --help prints
 * @param flags names of the flags besides --help
 * @returns the exit code: that of `run`, 0 after --help, 2 for arguments that cannot be used
 */
export async function flagCommand<Flag extends string>(
  help: string,
  flags: readonly Flag[],
  run: (given: Partial<Record<Flag, boolean>>) => Promise<number>,
): Promise<number> {
  const given = read(flags);
  if (typeof given === "string") {
    process.stderr.write(`${given}\n\n${help}`);
    return 2;
  }
  if (given.help) {
    process.stdout.write(help);
    return 0;
  }
  return run(given as Partial<Record<Flag, boolean>>);
}

/** The flags that are given, or what is wrong with the arguments. */
function read(flags: readonly string[]): Record<string, unknown> | string {
  const own = flags.map((flag) => [flag, { type: "boolean" as const }]);
  try {
    return parseArgs({ options: { ...Object.fromEntries(own), help: { type: "boolean", short: "h" } } }).values;
  } catch (error) {
    return (error as Error).message;
  }
}
