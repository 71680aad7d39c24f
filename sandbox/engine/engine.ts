import type { Progress } from "../obtain/progress.ts";
import { Unavailable } from "../obtain/unavailable.ts";
import { obtainFromGo } from "./go.ts";
import { obtainFromNpm } from "./npm.ts";
import { type Attempt, type Engine, ORIGINS, type Origin } from "./origin.ts";
import { findOnPath } from "./path.ts";
import { GO_VERSION, PULUMI_VERSION } from "./tools.ts";

export interface EngineOptions {
  /** Try this origin only. Default: what DACA_ENGINE names, else all of them in order. */
  origin?: Origin;
  /** Environment to look in and to run commands with (PATH, PULUMI_HOME, XDG_CACHE_HOME, DACA_ENGINE). Default: this process's. */
  env?: NodeJS.ProcessEnv;
  /** Default: says nothing. */
  progress?: Progress;
}

/** DACA_ENGINE holds something that is no origin. */
export class UnknownOrigin extends Error {}

const HOW: Record<Origin, (attempt: Attempt) => Promise<Engine>> = {
  path: findOnPath,
  npm: obtainFromNpm,
  go: obtainFromGo,
};

/**
 * The Pulumi engine: the official command line on PATH, else the one that the npm package `pulumi` downloads, else one
 * built from its Go modules (minutes, once).
 * @throws Unavailable when there is none: names every origin tried, why it failed and what to do.
 * @throws UnknownOrigin when DACA_ENGINE names no origin.
 */
export async function findEngine(options: EngineOptions = {}): Promise<Engine> {
  const { env = process.env, progress = () => {} } = options;
  const forced = options.origin ?? forcedOrigin(env);
  const reasons: string[] = [];
  for (const origin of forced ? [forced] : ORIGINS) {
    try {
      return await HOW[origin]({ env, progress });
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      reasons.push(`  ${origin.padEnd(5)} ${error.message.replaceAll("\n", "\n        ")}`);
    }
  }
  throw new Unavailable(
    [
      forced ? `No Pulumi engine from ${forced}, the one origin asked for:` : "No Pulumi engine could be had:",
      ...reasons,
      forced ? "Let all origins be tried (unset DACA_ENGINE), or do one of these:" : "Do one of these:",
      `  install Pulumi ${PULUMI_VERSION} or newer: https://www.pulumi.com/docs/install`,
      `  install Go ${GO_VERSION} or newer, which downloads and builds it once: https://go.dev/doc/install`,
    ].join("\n"),
  );
}

function forcedOrigin(env: NodeJS.ProcessEnv): Origin | undefined {
  if (!env.DACA_ENGINE) return undefined;
  const origin = ORIGINS.find((name) => name === env.DACA_ENGINE);
  if (!origin) throw new UnknownOrigin(`DACA_ENGINE is "${env.DACA_ENGINE}", allowed: ${ORIGINS.join(", ")}`);
  return origin;
}
