import type { Progress } from "../obtain/progress.ts";

/** Where an engine comes from, in the order they are tried. */
export const ORIGINS = ["path", "npm", "go"] as const;
export type Origin = (typeof ORIGINS)[number];

/** A Pulumi command line that is there and answers. */
export interface Engine {
  /** Absolute path of `pulumi`. */
  command: string;
  /** Such as `3.220.0`. */
  version: string;
  origin: Origin;
  /** Folders to put first on PATH, so that `pulumi` meets its own language host and policy analyzer and no other. */
  pathFolders: string[];
}

/** What one origin is asked with. */
export interface Attempt {
  env: NodeJS.ProcessEnv;
  progress: Progress;
}
