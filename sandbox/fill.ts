import { isRecord } from "../components/settings/check.ts";
import { type Needed, type Problem, SettingsError } from "../components/settings/problem.ts";
import { readSettings } from "../components/settings.ts";
import { artificialUuid } from "./simulate/simulation.ts";
import { ENCRYPTED, type StackFile } from "./stackFile.ts";

/** A value that the sandbox made up because only the user of a stack can know it. */
export interface Filled {
  path: string;
  value: string;
  /** What a real `pulumi up` needs instead. */
  command: string;
}

/** Plainly artificial values, by what is needed. */
const ARTIFICIAL: Record<Needed, (path: string) => string> = {
  secret: (path) => `artificial-value-of-${path.split(".").at(-1)}`,
  digest: () => `sha256:${"0".repeat(64)}`,
  account: (path) => artificialUuid(path),
  domain: () => "agents.example.com",
};

/** First month of the artificial budget: a plan must be the same next month. */
const START_DATE = { path: "daca:prototype.budget.startDate", value: "2026-01-01" };

/**
 * Fills in what only the user can know. Everything else that is wrong stays wrong.
 * @returns the completed config and what was filled in
 */
export function fillIn({ source, config }: StackFile): { config: Record<string, unknown>; filled: Filled[] } {
  const complete = structuredClone(config);
  const filled: Filled[] = [];
  if (complete["daca:secrets"] === ENCRYPTED) complete["daca:secrets"] = {};
  for (const problem of problemsOf(complete, source)) {
    if (problem.needed === undefined) continue;
    const path = problem.needed === "secret" ? secretPath(problem) : problem.path;
    const value = ARTIFICIAL[problem.needed](path);
    if (filled.some((one) => one.path === path)) continue;
    set(complete, path, value);
    if (config["daca:secrets"] === ENCRYPTED && problem.needed === "secret") continue;
    filled.push({ path, value, command: problem.mend ?? "" });
  }
  if (complete["daca:tier"] === "prototype") setIfAbsent(complete, START_DATE.path, START_DATE.value);
  return { config: complete, filled };
}

function problemsOf(config: Record<string, unknown>, source: string): readonly Problem[] {
  try {
    readSettings(config, source);
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
}

/** A secret is missed where an agent names it, and set among the secrets. */
function secretPath(problem: Problem): string {
  return /'(daca:secrets.+)'/.exec(problem.mend ?? "")?.[1] ?? problem.path;
}

/** Sets a value at a path such as `daca:agents[0].image.digest`. */
function set(config: Record<string, unknown>, path: string, value: unknown) {
  const keys = steps(path);
  const last = keys.pop() as string;
  let at: Record<string, unknown> = config;
  for (const key of keys) {
    const next = at[key];
    if (!isRecord(next) && !Array.isArray(next)) at[key] = {};
    at = at[key] as Record<string, unknown>;
  }
  at[last] = value;
}

function setIfAbsent(config: Record<string, unknown>, path: string, value: unknown) {
  const present = steps(path).reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), config);
  if (present === undefined) set(config, path, value);
}

function steps(path: string): string[] {
  return [...path.matchAll(/\["([^"]+)"\]|\[(\d+)\]|([^.[\]]+)/g)].map(
    (match) => match[1] ?? match[2] ?? match[3] ?? "",
  );
}
