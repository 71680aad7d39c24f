import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Layout } from "./layout.ts";
import { isAlive, StackInUse } from "./recover.ts";
import { present } from "./script.ts";

/**
 * Keeps two rehearsals of one stack apart: between two steps the engine holds no lock of its own.
 * @returns what gives the stack free again
 * @throws {StackInUse} when another rehearsal has it
 */
export function claim({ folder }: Layout): () => void {
  const file = join(folder, "pid");
  mkdirSync(folder, { recursive: true });
  const holder = Number(present(file));
  if (holder && holder !== process.pid && isAlive(holder)) {
    throw new StackInUse(`another rehearsal (process ${holder}) has this stack: wait for its end, or stop it`);
  }
  writeFileSync(file, String(process.pid));
  return () => rmSync(file, { force: true });
}
