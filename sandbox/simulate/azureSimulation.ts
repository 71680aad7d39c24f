import type { ToSimulate } from "./simulation.ts";

/** Where most resources of Azure are. */
export const GROUP = "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}";

/** How one type of Azure is answered. */
export interface AzureSimulation {
  /** Pattern of the id: what stands in braces is an input. */
  id: string;
  /** What Azure adds to the inputs. */
  adds?: (inputs: Record<string, unknown>, id: string, resource: ToSimulate) => Record<string, unknown>;
  /** Inputs that cannot be changed in place, besides those in the id. */
  replaces?: string[];
  /** Inputs that the provider makes up where the program gives none. */
  makesUp?: string[];
}
