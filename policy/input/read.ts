import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { text as readStream } from "node:stream/consumers";
import type { Input } from "./input.ts";
import { readManifests } from "./manifests.ts";
import { isStateExport, readState } from "./state.ts";

/** Name of what comes on standard input. */
const STDIN = "-";

/**
 * Reads files, folders of files, and `-` for standard input.
 * @param onFile called before each file, for progress
 */
export async function readInputs(paths: readonly string[], onFile: (file: string) => void): Promise<Input> {
  const input: Input = { resources: [], problems: [] };
  for (const path of paths) {
    for (const file of await filesAt(path, input)) {
      onFile(file);
      const text = await contentOf(file).catch((error: Error) => error);
      const { resources, problems } = readText(file === STDIN ? "standard input" : file, text);
      input.resources.push(...resources);
      input.problems.push(...problems);
    }
  }
  return { ...input, resources: withOwnUrns(input.resources) };
}

function contentOf(file: string): Promise<string> {
  return file === STDIN ? readStream(process.stdin) : readFile(file, "utf8");
}

/** The file itself, or the YAML and JSON files of a folder and those below it. */
async function filesAt(path: string, { problems }: Input): Promise<string[]> {
  if (path === STDIN) return [path];
  const found = await stat(path).catch(() => undefined);
  if (!found) {
    problems.push({ file: path, says: "is not there" });
    return [];
  }
  if (!found.isDirectory()) return [path];
  const names = await readdir(path, { recursive: true, encoding: "utf8" });
  const files = names.filter((name) => /\.(ya?ml|json)$/.test(name)).toSorted();
  if (files.length === 0) problems.push({ file: path, says: "holds no .yaml, .yml or .json file" });
  return files.map((name) => join(path, name));
}

function readText(file: string, text: string | Error): Input {
  if (text instanceof Error) return { resources: [], problems: [{ file, says: `cannot be read: ${text.message}` }] };
  if (text.trim() === "") return { resources: [], problems: [{ file, says: "is empty" }] };
  const state = parseJson(text);
  return isStateExport(state) ? readState(file, state) : readManifests(file, text);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Two files may hold objects of the same name, such as overlays of one. */
function withOwnUrns(resources: Input["resources"]): Input["resources"] {
  const seen = new Map<string, number>();
  return resources.map((resource) => {
    const count = (seen.get(resource.urn) ?? 0) + 1;
    seen.set(resource.urn, count);
    return count === 1 ? resource : { ...resource, urn: `${resource.urn} (${count})` };
  });
}
