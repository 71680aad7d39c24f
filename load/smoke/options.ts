import { parseArgs } from "node:util";
import { agentUrl, baseUrl, type Wrong } from "../urls.ts";
import { isRange } from "./versionRange.ts";

/** What a smoke test is told by its arguments. */
export interface Options {
  url: string;
  token?: string;
  /** Seconds for the whole test. */
  timeout: number;
  daprRange: string;
  revision?: string;
  httpPort: number;
  json: boolean;
}

/** Arguments that cannot be used: everything that is wrong with them. */
export class UsageError extends Error {}

const ARGUMENTS = {
  agent: { type: "string" },
  timeout: { type: "string", default: "120" },
  "token-env": { type: "string" },
  "dapr-range": { type: "string", default: ">=1.16.0" },
  revision: { type: "string" },
  "http-port": { type: "string", default: "80" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

/**
 * Reads the arguments.
 * @param input reads the list of addresses; called only when the address comes from it
 * @returns undefined when help is wanted
 * @throws {UsageError}
 */
export async function readOptions(
  args: string[],
  env: NodeJS.ProcessEnv,
  input: () => Promise<string>,
): Promise<Options | undefined> {
  const { values, positionals } = parse(args);
  if (values.help) return undefined;
  const problems: string[] = [];
  const number = (name: "timeout" | "http-port", most: number, expected: string) => {
    const value = Number(values[name]);
    if (!(value > 0 && value <= most)) problems.push(`--${name} is "${values[name]}", expected ${expected}`);
    return value;
  };
  const url = await address(positionals, values.agent, input);
  if (typeof url !== "string") problems.push(url.wrong);
  const timeout = number("timeout", 86_400, "seconds above 0");
  const httpPort = number("http-port", 65_535, "a port");
  const daprRange = values["dapr-range"];
  if (!isRange(daprRange)) problems.push(`--dapr-range is "${daprRange}", expected such as ">=1.16.0 <2.0.0"`);
  const variable = values["token-env"];
  const token = variable === undefined ? undefined : env[variable];
  if (variable !== undefined && !token) problems.push(`--token-env names ${variable}, which is not set or empty`);
  if (typeof url !== "string" || problems.length > 0) throw new UsageError(problems.join("\n"));
  const { revision, json } = values;
  return { url, timeout, daprRange, httpPort, json, ...(token ? { token } : {}), ...(revision ? { revision } : {}) };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: ARGUMENTS, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

async function address(
  [url, ...more]: string[],
  agent: string | undefined,
  input: () => Promise<string>,
): Promise<string | Wrong> {
  if (more.length > 0) return { wrong: `one address is expected, not also ${more.join(", ")}` };
  if (url === undefined && agent === undefined) return { wrong: "the agent's address is missing" };
  if (url !== undefined && url !== "-") {
    if (agent !== undefined) return { wrong: "--agent chooses from standard input, expected - instead of an address" };
    const base = baseUrl(url);
    return typeof base === "string" ? base : { wrong: `the address ${base.wrong}` };
  }
  const chosen = agentUrl(await input(), agent);
  return typeof chosen === "string" ? chosen : { wrong: `standard input ${chosen.wrong}` };
}
