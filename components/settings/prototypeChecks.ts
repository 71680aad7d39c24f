import type { Agent } from "../agent.ts";
import type { ReadableAgent } from "./fleet.ts";
import { configSet, type Problem, when } from "./problem.ts";
import type { PrototypeBlock } from "./prototype.ts";
import { memoryOf } from "./quantity.ts";
import { leavesResidency } from "./residency.ts";

/** Longest drain that Container Apps grants (`terminationGracePeriodSeconds`). */
const LONGEST_DRAIN = 600;

/** Most replicas of a revision. */
const MOST_REPLICAS = 1000;

/** What Container Apps asks of an agent, beyond what every tier asks. */
export function checkPrototype(agents: readonly ReadableAgent[], block: Partial<PrototypeBlock>): Problem[] {
  return agents.flatMap(({ path, agent }) => [
    ...cpuAndMemory(path, agent),
    ...otherColour(path, agent),
    ...atMost(`${path}.drainSeconds`, agent.drainSeconds, LONGEST_DRAIN),
    ...atMost(`${path}.replicas.max`, agent.replicas?.max, MOST_REPLICAS),
    ...leavesResidency(path, agent, block.location, "daca:prototype.location"),
  ]);
}

/** What an agent's settings ask for and Container Apps does not do. */
export function unmetInPrototype(agents: readonly ReadableAgent[], block: Partial<PrototypeBlock>): Problem[] {
  return agents.flatMap(({ path, agent }) => [
    ...when(
      agent.delivery?.strategy === "canary",
      `${path}.delivery.strategy`,
      "is canary, which this tier delivers as rolling: Container Apps judges no canary",
      "choose blueGreen to switch by hand",
    ),
    ...when(
      agent.scaling?.forecast === true,
      `${path}.scaling.forecast`,
      "is true, which takes effect from the enterprise tier on",
    ),
    ...when(
      agent.spot === true,
      `${path}.spot`,
      "is true, which takes effect from the enterprise tier on: Container Apps has no such nodes",
    ),
    ...when(
      agent.resources?.requests !== undefined,
      `${path}.resources.requests`,
      "takes effect from the enterprise tier on: Container Apps keeps all of cpu and memory for a replica",
    ),
    ...when(
      (agent.callers ?? []).length > 0,
      `${path}.callers`,
      "takes effect from the enterprise tier on: Container Apps lets every agent beside this one call it",
    ),
    ...when(
      (agent.egress ?? []).length > 0,
      `${path}.egress`,
      "is enforced from the enterprise tier on: Container Apps lets an agent call any host",
    ),
    ...when(
      block.network?.zoneRedundant === true && (agent.replicas?.min ?? 1) < 2,
      `${path}.replicas.min`,
      `is ${agent.replicas?.min}, and one replica is in one zone: zoneRedundant protects from 2 on`,
      configSet(`${path}.replicas.min`, "2"),
    ),
  ]);
}

/** Consumption replicas come in steps of 0.25 CPU with 2 GiB per CPU, up to 4 CPU and 8 GiB. */
function cpuAndMemory(path: string, { resources }: Partial<Agent>): Problem[] {
  if (resources === undefined) return [];
  const { cpu, memory } = resources;
  const gibibytes = memoryOf(memory) / 1024;
  if (cpu <= 4 && Number.isInteger(cpu * 4) && gibibytes === cpu * 2) return [];
  const step = Math.min(4, Math.max(0.25, Math.ceil(Math.max(cpu, gibibytes / 2) * 4) / 4));
  return [
    {
      path: `${path}.resources`,
      says: `is {cpu: ${cpu}, memory: ${memory}}, expected cpu in steps of 0.25 up to 4 with 2Gi per cpu`,
      mend: `${configSet(`${path}.resources.cpu`, String(step))} && ${configSet(`${path}.resources.memory`, `${step * 2}Gi`)}`,
    },
  ];
}

/** A colour with traffic whose revision is not made anew is known by its suffix alone. */
function otherColour(path: string, { delivery }: Partial<Agent>): Problem[] {
  if (delivery?.strategy !== "blueGreen") return [];
  const { production, newest = production, other } = delivery;
  return when(
    newest !== production && other === undefined,
    `${path}.delivery.other`,
    `is missing, expected the revision suffix of the ${production} colour, which has the traffic (pulumi stack output revisions)`,
    configSet(`${path}.delivery.other`, "<value>"),
  );
}

function atMost(path: string, value: number | undefined, limit: number): Problem[] {
  if (value === undefined || value <= limit) return [];
  return [
    { path, says: `is ${value}, expected at most ${limit} on Container Apps`, mend: configSet(path, String(limit)) },
  ];
}
