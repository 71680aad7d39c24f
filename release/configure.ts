import { findEngine } from "../sandbox/engine/engine.ts";
import { run } from "../sandbox/obtain/run.ts";
import type { Setting } from "./step.ts";

/**
 * Writes settings into a stack's file, all of them or none.
 * @throws Unavailable when pulumi cannot be had, or with its last words when it refuses
 */
export async function configure(root: string, stack: string, settings: readonly Setting[]): Promise<void> {
  if (settings.length === 0) return;
  const { command } = await findEngine({ progress: (line) => process.stderr.write(`${line}\n`) });
  const values = settings.flatMap(({ path, value }) => ["--plaintext", `${path}=${value}`]);
  const args = ["config", "set-all", "--stack", stack, "--non-interactive", "--path", ...values];
  await run(command, args, { cwd: root, env: process.env, seconds: 120 });
}
