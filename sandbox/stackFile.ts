import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { isRecord } from "../components/settings/check.ts";
import { DEPLOYABLE, TIERS } from "../components/settings.ts";

/** A stack's committed config. */
export interface StackFile {
  stack: string;
  /** Name of the file, such as `Pulumi.prototype.yaml`. */
  source: string;
  /** Values by full key. An encrypted value is {@link ENCRYPTED}: it is set, and nobody here can read it. */
  config: Record<string, unknown>;
}

/** Stands in for a value that only the stack's secrets provider can decrypt. */
export const ENCRYPTED = "artificial-value-of-an-encrypted-setting";

/** A file that cannot be used as a stack's config, with what to do about it. */
export class StackFileError extends Error {}

/** The stacks that have a file in `root`, in alphabetical order. */
export async function listStacks(root: string): Promise<string[]> {
  const names = (await readdir(root)).flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? []);
  return names.toSorted();
}

/**
 * The stacks that have a file in `root`, but for those of a tier that cannot be deployed yet. A file that cannot be read
 * counts as deployable: whoever takes it up says what is wrong.
 * @param passOver told of each that is left out, with its tier
 */
export async function deployableStacks(
  root: string,
  passOver: (stack: string, tier: string) => void,
): Promise<string[]> {
  const deployable: string[] = [];
  for (const stack of await listStacks(root)) {
    const file = await readStackFile(root, stack).catch((error) => {
      if (error instanceof StackFileError) return undefined;
      throw error;
    });
    const tier = String(file?.config["daca:tier"]);
    const isLater = TIERS.some((known) => known === tier) && !DEPLOYABLE.some((known) => known === tier);
    if (isLater) passOver(stack, tier);
    else deployable.push(stack);
  }
  return deployable;
}

/**
 * Reads the file of a stack as Pulumi would.
 * @throws {StackFileError} when there is none, it is not YAML, or it has no config
 */
export async function readStackFile(root: string, stack: string): Promise<StackFile> {
  const source = `Pulumi.${stack}.yaml`;
  let text: string;
  try {
    text = await readFile(join(root, source), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    const known = await listStacks(root);
    throw new StackFileError(
      `${source} does not exist, expected the file of a stack\n  stacks here: ${known.join(", ") || "none"}\n  to make one: pulumi stack init ${stack}`,
    );
  }
  const document = parseDocument(text);
  const [problem] = document.errors;
  if (problem) {
    const line = problem.linePos?.[0];
    throw new StackFileError(
      `${source}${line ? `:${line.line}:${line.col}` : ""} is not YAML: ${problem.message.split("\n")[0]}\n  mend that line, or take the file back: git checkout ${source}`,
    );
  }
  const content: unknown = document.toJS();
  const config = isRecord(content) ? content.config : undefined;
  if (!isRecord(config)) {
    throw new StackFileError(`${source} has no config, expected a mapping named "config" with the keys of the stack`);
  }
  return {
    stack,
    source,
    config: Object.fromEntries(Object.entries(config).map(([key, value]) => [key, decrypted(value)])),
  };
}

function decrypted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decrypted);
  if (!isRecord(value)) return value;
  if (typeof value.secure === "string" && Object.keys(value).length === 1) return ENCRYPTED;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, decrypted(item)]));
}
