import { existsSync } from "node:fs";
import { mkdir, mkdtemp, open, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { withHeartbeat } from "./heartbeat.ts";
import type { Progress } from "./progress.ts";

/** The holder of a lock touches it this often. */
const TOUCH_SECONDS = 2;
/** A lock untouched for this long was left by a process that is gone. */
const STALE_SECONDS = 15;
/** An unfinished folder this old was left by an interrupted process; none takes so long. */
const ABANDONED_SECONDS = 3600;

/**
 * Makes `folder` by calling `fill` with an empty folder beside it and then renaming that. So `folder` is either whole
 * or absent, whatever interrupts it, and of several processes one does the work while the others wait.
 */
export async function fillOnce(
  folder: string,
  progress: Progress,
  fill: (empty: string) => Promise<void>,
): Promise<void> {
  if (existsSync(folder)) return;
  await mkdir(dirname(folder), { recursive: true });
  const waiting = `waiting for another process that is making ${folder}`;
  const release = await withHeartbeat(waiting, progress, () => lock(`${folder}.lock`));
  try {
    if (existsSync(folder)) return;
    await sweep(folder);
    const empty = await mkdtemp(`${folder}.`);
    try {
      await fill(empty);
      await rename(empty, folder);
    } catch (error) {
      // Another process that took our lock for a dead one's may have been faster: the outcome is the same.
      if (!existsSync(folder)) throw error;
    } finally {
      await rm(empty, { recursive: true, force: true });
    }
  } finally {
    await release();
  }
}

/** Removes what interrupted attempts at `folder` left beside it. */
async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(dirname(folder))) {
    const path = join(dirname(folder), name);
    if (name.startsWith(`${basename(folder)}.`) && (await secondsUntouched(path)) > ABANDONED_SECONDS) {
      await rm(path, { recursive: true, force: true });
    }
  }
}

/** Zero for what is gone meanwhile. */
async function secondsUntouched(path: string): Promise<number> {
  const touched = await stat(path).catch(() => undefined);
  return touched ? (Date.now() - touched.mtimeMs) / 1000 : 0;
}

/** Waits until this process alone holds the lock. It only saves work twice done: what keeps `folder` whole is the rename. */
async function lock(file: string): Promise<() => Promise<void>> {
  while (!(await create(file))) {
    if ((await secondsUntouched(file)) > STALE_SECONDS) await rm(file, { force: true });
    else await sleep(250);
  }
  const touch = setInterval(() => {
    // Gone when another process held it for stale; fillOnce copes with that.
    utimes(file, new Date(), new Date()).catch(() => clearInterval(touch));
  }, TOUCH_SECONDS * 1000);
  return async () => {
    clearInterval(touch);
    await rm(file, { force: true });
  };
}

async function create(file: string): Promise<boolean> {
  try {
    await (await open(file, "wx")).close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}
