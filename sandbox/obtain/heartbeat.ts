import type { Progress } from "./progress.ts";

const FIRST_SECONDS = 2;
const EVERY_SECONDS = 10;

/** Waits for `work`; when that takes longer than 2 s, says so, and again every 10 s, with the seconds gone by. */
export async function withHeartbeat<T>(what: string, progress: Progress, work: () => Promise<T>): Promise<T> {
  const start = Date.now();
  const beat = () => {
    progress(`${what}: ${Math.round((Date.now() - start) / 1000)} s`);
    timer = setTimeout(beat, EVERY_SECONDS * 1000);
  };
  let timer = setTimeout(beat, FIRST_SECONDS * 1000);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
  }
}
