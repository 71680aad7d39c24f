import type { Problem } from "./problem.ts";

/** What became of the block of a tier. */
export interface ReadBlock<T> {
  /** Undefined where it is of another tier, or cannot be used. */
  block: T | undefined;
  problems: Problem[];
  /** Doubtful, but deployable. */
  warnings: Problem[];
}
