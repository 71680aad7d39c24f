import { commandsOnPath } from "../sandbox/obtain/onPath.ts";
import { run } from "../sandbox/obtain/run.ts";
import { Unavailable } from "../sandbox/obtain/unavailable.ts";
import type { Deployed } from "./deployed.ts";
import { surplus } from "./surplus.ts";

/** Longest that one answer of Azure may take. */
const SECONDS = 120;

/**
 * Finds the revisions that run on without a colour, and stops them.
 * @param apply false only names them
 * @returns their names
 * @throws Unavailable when the Azure command line is not there or refuses
 */
export async function retire(deployed: Deployed, apply: boolean): Promise<string[]> {
  const retired: string[] = [];
  for (const agent of Object.keys(deployed.revisions)) {
    const of = ["--name", agent, "--resource-group", deployed.resourceGroup ?? ""];
    const list = await azure("containerapp", "revision", "list", ...of, "--query", ACTIVE, "--output", "tsv");
    for (const revision of surplus(deployed, agent, list.split("\n").filter(Boolean))) {
      if (apply) await azure("containerapp", "revision", "deactivate", ...of, "--revision", revision);
      retired.push(revision);
    }
  }
  return retired;
}

const ACTIVE = "[?properties.active].name";

function azure(...args: string[]): Promise<string> {
  const [command] = commandsOnPath("az", process.env);
  if (!command) throw new Unavailable("no az on PATH: https://learn.microsoft.com/cli/azure/install-azure-cli");
  return run(command, args, { env: process.env, seconds: SECONDS });
}
