import { readFile } from "node:fs/promises";

/** A file of outputs that is not there or holds no JSON, with what to do about it. */
export class UnusableOutputs extends Error {}

/**
 * What a file holds into which `pulumi stack output --json` was written.
 * @throws {UnusableOutputs} when it cannot be read
 */
export async function readOutputs(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    const why = error instanceof SyntaxError ? "is not JSON" : "cannot be read";
    const mend = `to write it: pulumi stack output --json > ${file}`;
    throw new UnusableOutputs(`${file} ${why}: ${(error as Error).message}\n  ${mend}`);
  }
}
