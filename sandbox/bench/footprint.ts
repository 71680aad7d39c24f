import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeSync } from "node:fs";
import { text } from "node:stream/consumers";

/** What a process took from its start to its end. */
export interface Footprint {
  /** Of all its threads. Unlike time on the clock, it hardly depends on what else the machine does. */
  cpuSeconds: number;
  /** Most memory that it had at a time. */
  megabytes: number;
}

/** Where a process that loads this file writes its footprint. */
const REPORT = 3;

/**
 * Runs a program in a process of its own.
 * @param program file, with its arguments
 * @param cwd folder that it runs in
 * @throws {Error} with what it said, when it fails
 */
export async function footprintOf(program: string[], cwd: string): Promise<Footprint> {
  const child = spawn(process.execPath, ["--import", import.meta.filename, ...program], {
    cwd,
    stdio: ["ignore", "ignore", "pipe", "pipe"],
  });
  const [report, said, [code]] = await Promise.all([
    text(child.stdio[REPORT] as NodeJS.ReadableStream),
    text(child.stderr as NodeJS.ReadableStream),
    once(child, "close"),
  ]);
  if (code !== 0) throw new Error(`${program.join(" ")} ended with ${code}:\n${said}`);
  return JSON.parse(report);
}

// Loaded with --import, ahead of the program that is measured.
if (process.execArgv.includes(import.meta.filename)) {
  process.on("exit", () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const footprint: Footprint = { cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024 };
    writeSync(REPORT, JSON.stringify(footprint));
  });
}
