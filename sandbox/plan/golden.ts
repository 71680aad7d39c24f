import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Difference, differences } from "../difference.ts";
import type { DumpedResource } from "../dump.ts";

/** The reviewed dump of a stack, or undefined when it has none yet. */
export async function readGolden(root: string, stack: string): Promise<DumpedResource[] | undefined> {
  try {
    return JSON.parse(await readFile(goldenFile(root, stack), "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** Makes a stack's dump the reviewed one. Says what that changes. */
export async function writeGolden(root: string, stack: string, resources: DumpedResource[]): Promise<Difference[]> {
  const before = (await readGolden(root, stack)) ?? [];
  await write(goldenFile(root, stack), resources);
  return differences(before, resources);
}

/** Writes a stack's dump where people and other tools find it. Returns the file, relative to `root`. */
export async function writeDump(root: string, stack: string, resources: DumpedResource[]): Promise<string> {
  const file = join(".sandbox", stack, "resources.json");
  await write(join(root, file), resources);
  return file;
}

function goldenFile(root: string, stack: string): string {
  return join(root, "tests", "golden", `${stack}.json`);
}

async function write(file: string, resources: DumpedResource[]): Promise<void> {
  await mkdir(join(file, ".."), { recursive: true });
  await writeFile(file, `${JSON.stringify(resources, null, 2)}\n`);
}
