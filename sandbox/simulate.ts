import { azure } from "./simulate/azure.ts";
import { random } from "./simulate/random.ts";
import type { Simulated, Simulation, ToSimulate } from "./simulate/simulation.ts";

/** Answers by type. Both the plan and the rehearsal take them from here. */
const SIMULATIONS: Record<string, Simulation> = { ...azure, ...random };

/**
 * What a cloud would answer when it made this resource. Nothing is made, and every value is artificial.
 * @throws {Error} naming the type, when it is not in the table
 */
export function simulate(resource: ToSimulate): Simulated {
  const simulation = simulationOf(resource.type);
  const id = simulation.id(resource);
  return { id, outputs: { ...resource.inputs, ...simulation.adds?.(resource, id) } };
}

/** How a type is answered. @throws {Error} when it is not in the table */
export function simulationOf(type: string): Simulation {
  const simulation = SIMULATIONS[type];
  if (simulation) return simulation;
  throw new Error(`the sandbox cannot simulate ${type}: add it to the table in sandbox/simulate/${fileOf(type)}.ts`);
}

function fileOf(token: string): string {
  const provider = token.split(":")[0] ?? token;
  return provider === "azure-native" ? "azure" : provider;
}
