import { join } from "node:path";
import { type Faults, parseFault } from "./faults.ts";

/** What a rehearsal tells the stand-ins, which the engine starts. */
export interface StandInEnvironment {
  /** Folder that holds the stand-in clouds of one stack. */
  clouds: string;
  /** As `--fail` takes them. */
  fail?: readonly string[];
  /** Kill the engine when this many resources have been made. */
  crashAfter?: number;
}

const CLOUDS = "DACA_STAND_IN_CLOUDS";
const FAIL = "DACA_STAND_IN_FAIL";
const CRASH = "DACA_STAND_IN_CRASH";

/** The environment variables that say so. */
export function toVariables({ clouds, fail = [], crashAfter }: StandInEnvironment): Record<string, string> {
  return {
    [CLOUDS]: clouds,
    ...(fail.length > 0 ? { [FAIL]: fail.join(",") } : {}),
    ...(crashAfter === undefined ? {} : { [CRASH]: String(crashAfter) }),
  };
}

/** Where the cloud of one provider is, and how it is to fail. @throws {Error} outside a rehearsal */
export function fromVariables(provider: string, env: NodeJS.ProcessEnv): { cloud: string; faults: Faults } {
  const clouds = env[CLOUDS];
  if (!clouds) throw new Error(`${CLOUDS} is not set: this stand-in for ${provider} works in npm run rehearse alone`);
  const crash = env[CRASH] ? { after: Number(env[CRASH]), counter: creationCounter(clouds) } : undefined;
  return {
    cloud: join(clouds, provider),
    faults: { refused: (env[FAIL] ?? "").split(",").filter(Boolean).map(parseFault), ...(crash ? { crash } : {}) },
  };
}

/** Where the stand-ins count what they made, when a crash is to come. */
export function creationCounter(clouds: string): string {
  return join(clouds, "creations");
}
