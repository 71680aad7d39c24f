import { execFileSync } from "node:child_process";

/** How soon an engine's end is noticed. */
const EVERY_MILLISECONDS = 100;

/**
 * The engine that started this process, and all else that it started. When an engine is killed, the program and the
 * plugins stay behind: the program asks it again and again, for ever, and a plugin would still change the cloud that
 * the next engine works on.
 */
export class EngineProcess {
  readonly #engine = process.ppid;
  #started: number[] = [];

  /** Ends with the engine, and ends with it what it had started. */
  watch(): void {
    setInterval(() => {
      if (process.ppid !== this.#engine) killAll([...this.#started, process.pid]);
    }, EVERY_MILLISECONDS);
  }

  /** Remembers what the engine has started by now: once it is gone, nobody can tell any more. */
  look(): void {
    this.#started = below(this.#engine).filter((pid) => pid !== process.pid);
  }

  /** Kills the engine on the spot, all that it started after it, and this process last. */
  kill(): never {
    this.look();
    killAll([this.#engine, ...this.#started, process.pid]);
    throw new Error("a killed process goes on");
  }
}

function killAll(pids: number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, "SIGKILL");
    } catch (error) {
      // Gone before.
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }
}

/** Every process that a process started, and those that they started. */
function below(root: number): number[] {
  // Windows has no ps, and no signal that would need it.
  if (process.platform === "win32") return [];
  const table = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
  const rows = table.split("\n").map((line) => line.trim().split(/\s+/).map(Number));
  const childrenOf = (parent: number): number[] =>
    rows.flatMap(([pid, ppid]) => (pid !== undefined && ppid === parent ? [pid, ...childrenOf(pid)] : []));
  return childrenOf(root);
}
