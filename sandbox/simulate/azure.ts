import { access } from "./azureAccess.ts";
import { apps } from "./azureApps.ts";
import { cluster } from "./azureCluster.ts";
import { data } from "./azureData.ts";
import { monitor } from "./azureMonitor.ts";
import { network } from "./azureNetwork.ts";
import type { AzureSimulation } from "./azureSimulation.ts";
import { artificialUuid, type Simulation, type ToSimulate } from "./simulation.ts";

const TABLE: Record<string, AzureSimulation> = { ...access, ...apps, ...cluster, ...data, ...monitor, ...network };

/** Azure's answers by type token. */
export const azure: Record<string, Simulation> = {
  "pulumi:providers:azure-native": { id: () => "simulated", replaces: [] },
  ...Object.fromEntries(Object.entries(TABLE).map(([type, row]) => [`azure-native:${type}`, simulation(row)])),
};

function simulation({ id: pattern, adds, replaces = [], makesUp }: AzureSimulation): Simulation {
  const parts = [...pattern.matchAll(/{(\w+)}/g)].map((match) => match[1] as string);
  return {
    id: (resource) => fill(pattern, resource),
    adds: (resource, id) => ({ name: id.split("/").at(-1), ...adds?.(resource.inputs, id, resource) }),
    replaces: [...parts.filter((part) => part !== "subscriptionId"), ...replaces],
    // Two of one name cannot be there at once. What is named at random can.
    deletedFirst: makesUp === undefined,
    ...(makesUp ? { makesUp } : {}),
    // So azure-native has it: everything else may be another one after an update.
    stable: ["name", "location"],
    within: owner,
  };
}

/** The group or resource that an id is below: for a topic its namespace, for a role assignment its scope. */
function owner(id: string): string | undefined {
  const below = /^(.*)\/providers\/[^/]+\/[^/]+\/[^/]+$/.exec(id)?.[1] ?? id.split("/").slice(0, -2).join("/");
  return /^\/subscriptions\/[^/]+$/.test(below) || below === "" ? undefined : below;
}

function fill(pattern: string, { inputs, provider, name }: ToSimulate): string {
  const scope = String(inputs.scope ?? "");
  const known: Record<string, unknown> = {
    // Azure names a role assignment with a UUID where the program gives none.
    roleAssignmentName: artificialUuid(`${scope}/${name}`),
    // Without an explicit provider Azure takes the subscription that the shell has chosen.
    subscriptionId: artificialUuid("subscription"),
    ...provider,
    ...inputs,
  };
  return pattern.replaceAll(/{(\w+)}/g, (_, part: string) => {
    const value = known[part];
    if (typeof value !== "string" || value === "") {
      throw new Error(
        `${name} has no ${part}, so Azure could not place it: give it one, or add a rule to sandbox/simulate/azure.ts`,
      );
    }
    return value;
  });
}
