import { execFile } from "node:child_process";
import { Unavailable } from "./unavailable.ts";

export interface RunOptions {
  env: NodeJS.ProcessEnv;
  cwd?: string;
  /** Stop the command after this many seconds. Default: never. */
  seconds?: number;
}

/** Lines of a failed command's output that say why it failed; the rest is its progress. */
const LAST_WORDS = 4;

/**
 * What a command writes to its standard output.
 * @throws Unavailable with the command's last words when it fails, cannot start or takes longer than it may.
 */
export function run(command: string, args: string[], { env, cwd, seconds }: RunOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { env, cwd, timeout: (seconds ?? 0) * 1000, maxBuffer: Number.POSITIVE_INFINITY };
    execFile(command, args, options, (error, stdout, stderr) => {
      if (!error) return resolve(stdout);
      if (error.killed) return reject(new Unavailable(`no answer from ${command} in ${seconds} s`));
      const words = (stderr.trim() || error.message).split("\n").slice(-LAST_WORDS);
      reject(new Unavailable(words.join("\n")));
    });
  });
}
