import { aws } from "./simulate/aws.ts";
import { azure } from "./simulate/azure.ts";
import { kubernetes } from "./simulate/kubernetes.ts";
import { random } from "./simulate/random.ts";
import { answer, type Simulated, type Simulation, type ToSimulate } from "./simulate/simulation.ts";

/** Answers by type. Both the plan and the rehearsal take them from here. */
const SIMULATIONS: Record<string, Simulation> = { ...aws, ...azure, ...kubernetes, ...random };

/**
 * What a cloud would answer when it made this resource. Nothing is made, and every value is artificial.
 * @throws {Error} naming the type, when it is not in the table
 */
export function simulate(resource: ToSimulate): Simulated {
  return answer(simulationOf(resource.type), resource);
}

/** The properties that a cloud has a part in, of a resource that may lack what is not known yet. */
export function answeredByCloud(resource: ToSimulate): string[] {
  const simulation = simulationOf(resource.type);
  const inputs = new Proxy(resource.inputs, { get: (known, key) => known[String(key)] ?? "unknown" });
  return Object.keys(simulation.adds?.({ ...resource, inputs }, "unknown") ?? {});
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
