import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import type { TierName } from "../../components/settings.ts";
import { type Filled, fillIn } from "../fill.ts";
import { type Recording, record } from "../run.ts";
import { readStackFile } from "../stackFile.ts";

/** What a stack would make, worked out without a cloud. */
export interface Plan extends Recording {
  stack: string;
  project: string;
  tier: TierName;
  /** Values that only the user can know and that were made up for the plan. */
  filled: Filled[];
  /** Settings the program warned about. */
  warnings: string[];
}

/**
 * Plans a stack: runs the unmodified program in this process with the stack's committed config.
 * @param root folder of the project
 * @throws {SettingsError | StackFileError} when the settings cannot be used
 */
export async function planStack(root: string, stack: string): Promise<Plan> {
  const project = parse(await readFile(join(root, "Pulumi.yaml"), "utf8")).name as string;
  const { config, filled } = fillIn(await readStackFile(root, stack));
  const { default: program } = await import("../../index.ts");
  const recording = await record(program, { project, stack, config: named(config, project) });
  return {
    ...recording,
    stack,
    project,
    tier: config["daca:tier"] as TierName,
    filled,
    warnings: recording.messages.filter(({ severity }) => severity === "warning").map(({ text }) => text),
  };
}

/** Config keys carry the project's name, which a user may have changed. */
function named(config: Record<string, unknown>, project: string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key.replace(/^daca:/, `${project}:`), value]),
  );
}
