import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** A process that was started, with its output line by line. */
export interface Child {
  readonly pid: number;
  /** How it ended. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  isRunning(): boolean;
  signal(signal: NodeJS.Signals): void;
  /** Asks it to end, and kills it when it takes longer. */
  stop(seconds: number): Promise<void>;
}

/** Processes that must not outlive this one. */
const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/**
 * Starts a command in a process group of its own, so that Ctrl-C reaches only whoever stops it in the right order.
 * @param say told of every line that it writes
 */
export function startChild(
  command: string,
  args: string[],
  options: { env: NodeJS.ProcessEnv; cwd?: string },
  say: (line: string) => void,
): Child {
  const child = spawn(command, args, { ...options, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  for (const stream of [child.stdout, child.stderr]) createInterface(stream).on("line", say);
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once("error", (error) => {
      say(error.message);
      running.delete(child);
      resolve({ code: null, signal: null });
    });
    child.once("close", (code, signal) => {
      running.delete(child);
      resolve({ code, signal });
    });
  });
  return {
    pid: child.pid ?? -1,
    ended,
    isRunning: () => running.has(child),
    signal: (signal) => void child.kill(signal),
    stop: async (seconds) => {
      if (!running.has(child)) return;
      const killer = setTimeout(() => child.kill("SIGKILL"), seconds * 1000);
      child.kill("SIGTERM");
      await once(child, "close");
      clearTimeout(killer);
    },
  };
}
