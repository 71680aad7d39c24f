import { isRecord } from "../components/settings/check.ts";
import { configSet, type Needed, type Problem, SettingsError } from "../components/settings/problem.ts";
import { DEPLOYABLE, readSettings } from "../components/settings.ts";
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
  awsAccount: () => "000000000000",
  domain: () => "agents.example.com",
  adminGroup: (path) => artificialUuid(path),
  adminRole: () => "arn:aws:iam::000000000000:role/artificial-admin",
  // Kept for documentation (RFC 5737): nobody has these addresses.
  addresses: () => "192.0.2.0/24",
  repository: () => "https://git.example.com/acme/agents.git",
  revision: () => "v0.0.0",
  kubeconfig: () => "sandbox/artificial-kubeconfig.yaml",
};

/** The one context of the artificial kubeconfig. A real one is not in it, so it goes with the file. */
const CONTEXT = { path: "daca:enterprise.cluster.context", value: "artificial" };

/** First month of the artificial budget: a plan must be the same next month. */
const START_DATE = "2026-01-01";

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
    const path = settablePath(problem);
    const value = ARTIFICIAL[problem.needed](path);
    if (filled.some((one) => one.path === path)) continue;
    set(complete, path, value);
    if (config["daca:secrets"] === ENCRYPTED && problem.needed === "secret") continue;
    filled.push({ path, value, command: problem.mend ?? "" });
    if (problem.needed === "kubeconfig") {
      set(complete, CONTEXT.path, CONTEXT.value);
      filled.push({ ...CONTEXT, command: configSet(CONTEXT.path, "<context>") });
    }
  }
  const tier = String(complete["daca:tier"]);
  if (DEPLOYABLE.some((known) => known === tier)) setIfAbsent(complete, `daca:${tier}.budget.startDate`, START_DATE);
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

/** Where the value is set: a secret is missed where an agent names it, and a list where its first entry goes. */
function settablePath(problem: Problem): string {
  return /'(daca:.+?)' /.exec(`${problem.mend} `)?.[1] ?? problem.path;
}

/** Sets a value at a path such as `daca:agents[0].image.digest`. */
function set(config: Record<string, unknown>, path: string, value: unknown) {
  const keys = steps(path);
  let at = config as Record<Step, unknown>;
  for (const [index, key] of keys.slice(0, -1).entries()) {
    const next = at[key];
    if (!isRecord(next) && !Array.isArray(next)) at[key] = typeof keys[index + 1] === "number" ? [] : {};
    at = at[key] as Record<Step, unknown>;
  }
  at[keys.at(-1) as Step] = value;
}

function setIfAbsent(config: Record<string, unknown>, path: string, value: unknown) {
  const present = steps(path).reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), config);
  if (present === undefined) set(config, path, value);
}

/** The name of a field, or the number of an entry in a list. */
type Step = string | number;

function steps(path: string): Step[] {
  return [...path.matchAll(/\["([^"]+)"\]|\[(\d+)\]|([^.[\]]+)/g)].map((match) =>
    match[2] === undefined ? (match[1] ?? match[3] ?? "") : Number(match[2]),
  );
}
