import { parseArgs } from "node:util";
import type { ModelBehaviour } from "./model.ts";

/** What `npm run agent` is asked for. */
export interface AgentOptions {
  stack: string;
  /** Name of the agent; the first of the stack where it is left out. */
  agent?: string;
  port: number;
  metricsPort: number;
  model: ModelBehaviour;
}

const DEFAULTS = {
  port: "8000",
  "metrics-port": "9090",
  latency: "300",
  "slow-percent": "0",
  "slow-latency": "5000",
  "fail-percent": "0",
  "input-tokens": "200",
  "output-tokens": "80",
} as const;

type Numeric = keyof typeof DEFAULTS;

/** What each number may be. */
const RANGES: Record<Numeric, [least: number, most: number, what: string]> = {
  port: [1, 65535, "a port"],
  "metrics-port": [1, 65535, "a port"],
  latency: [0, 600_000, "milliseconds"],
  "slow-percent": [0, 100, "percent"],
  "slow-latency": [0, 600_000, "milliseconds"],
  "fail-percent": [0, 100, "percent"],
  "input-tokens": [0, 1_000_000, "tokens"],
  "output-tokens": [0, 1_000_000, "tokens"],
};

export const HELP = `npm run agent [-- <stack>] [--agent <name>]

Runs the reference agent on this machine, as the stack describes it: with a real Dapr sidecar, whose state and topics are
in memory, and a stand-in for the language model. Nothing leaves the machine. Default: the first agent of the prototype.
While it runs: r and Enter starts the agent again, Ctrl-C lets it drain and stops everything, twice parks its runs at once.

  --agent <name>            the agent of the stack
  --port <n>                the agent's port (${DEFAULTS.port})
  --metrics-port <n>        the port of its metrics (${DEFAULTS["metrics-port"]})
  --latency <ms>            time the model takes (${DEFAULTS.latency})
  --slow-percent <n>        share of answers that take --slow-latency instead (${DEFAULTS["slow-percent"]})
  --slow-latency <ms>       (${DEFAULTS["slow-latency"]})
  --fail-percent <n>        share of requests that the model fails (${DEFAULTS["fail-percent"]})
  --input-tokens <n>        tokens that the model counts for every question (${DEFAULTS["input-tokens"]})
  --output-tokens <n>       and for every answer (${DEFAULTS["output-tokens"]})
  --help                    print this

Exit code: 0 stopped, 1 a part did not come up, 2 the settings or the arguments cannot be used.
`;

/**
 * Reads the arguments.
 * @returns the options, `help`, or every problem with the arguments
 */
export function readOptions(args: string[]): AgentOptions | "help" | { problems: string[] } {
  let values: Record<string, string | boolean | undefined>;
  let positionals: string[];
  try {
    const text = { type: "string" } as const;
    const numbers = Object.fromEntries(Object.keys(DEFAULTS).map((name) => [name, text]));
    const help = { type: "boolean", short: "h" } as const;
    ({ values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { ...numbers, agent: text, help },
    }));
  } catch (error) {
    return { problems: [(error as Error).message] };
  }
  if (values.help) return "help";
  const given = { ...DEFAULTS, ...values } as Record<Numeric, string> & { agent?: string };
  const problems = (Object.keys(RANGES) as Numeric[]).flatMap((name) => {
    const [least, most, what] = RANGES[name];
    const isRight = /^\d+$/.test(given[name]) && Number(given[name]) >= least && Number(given[name]) <= most;
    return isRight ? [] : [`--${name} is "${given[name]}", expected ${what}, a whole number from ${least} to ${most}`];
  });
  if (positionals.length > 1) problems.push(`${positionals.join(" ")}: expected one stack`);
  if (problems.length > 0) return { problems };
  return {
    stack: positionals[0] ?? "prototype",
    ...(given.agent === undefined ? {} : { agent: given.agent }),
    port: Number(given.port),
    metricsPort: Number(given["metrics-port"]),
    model: {
      latency: Number(given.latency),
      slowPercent: Number(given["slow-percent"]),
      slowLatency: Number(given["slow-latency"]),
      failPercent: Number(given["fail-percent"]),
      tokens: { input: Number(given["input-tokens"]), output: Number(given["output-tokens"]) },
    },
  };
}
