import { styleText } from "node:util";
import type { Result } from "./retry.ts";
import { isBad } from "./run.ts";

const MARK: Record<Result["outcome"], [word: string, style: Parameters<typeof styleText>[0]]> = {
  passed: ["ok", "green"],
  failed: ["FAIL", "red"],
  "does not apply": ["-", "dim"],
  "not tried": ["skip", "yellow"],
};

/** One line for a step that is as it must be, and what was seen and expected for one that is not. */
export function stepText({ name, outcome, seen, expected, seconds, tries }: Result): string {
  const [word, style] = MARK[outcome];
  const mark = styleText(style, word.padEnd(4), { stream: process.stdout });
  const time = outcome === "not tried" ? "" : `${seconds.toFixed(1)} s`;
  const head = `${mark}  ${name.padEnd(15)}  ${time.padStart(7)}`;
  if (expected === undefined) return `${head}  ${seen}`;
  const said = tries > 1 ? `after ${tries} tries` : "";
  return [`${head}  ${said}`.trimEnd(), `      saw       ${seen}`, `      expected  ${expected}`].join("\n");
}

/** The last line. */
export function endText(url: string, results: readonly Result[], seconds: number): string {
  const bad = results.filter(({ outcome }) => isBad(outcome)).length;
  const says =
    bad === 0 ? "every step was as it must be" : `${bad} of ${results.length} steps were not as they must be`;
  return `\n${url}  ${says}, ${seconds.toFixed(1)} s`;
}

/** The whole test as JSON. */
export function json(url: string, results: readonly Result[], seconds: number): string {
  const passed = !results.some(({ outcome }) => isBad(outcome));
  return JSON.stringify({ url, passed, seconds, steps: results }, null, 2);
}
