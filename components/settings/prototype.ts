import { z } from "zod";
import type { Agent } from "../agent.ts";
import { day, numeric, text } from "./check.ts";
import type { ReadableAgent } from "./fleet.ts";
import { configSet, type Problem, show } from "./problem.ts";

/** Recipients of a budget or an alert. The subscription's owners always get both. */
const Emails = z.array(z.email({ error: "an e-mail address" })).default([]);

/** The block `daca:prototype`: where on Azure, and how much of it. */
export const PrototypeBlock = z.strictObject({
  subscriptionId: z
    .guid({ error: "the id (GUID) of the Azure subscription to deploy into" })
    .describe("Azure subscription. Named here so that nothing lands in whichever one a shell has chosen."),
  location: text(/^[a-z]+[0-9]?$/, "the short name of an Azure region, such as eastus")
    .default("eastus")
    .describe("Azure region of everything in the stack. Changing it replaces the stack's resources."),
  logs: z
    .strictObject({
      retentionDays: numeric(z.int().min(30).max(730)).default(30).describe("Days that logs and traces are kept."),
      dailyGigabytes: numeric(z.number().positive())
        .default(1)
        .describe("Logs taken in per day, after which the day's rest is dropped: the cap on what logging costs."),
    })
    .prefault({}),
  messages: z
    .strictObject({
      lockSeconds: numeric(z.int().min(5).max(300))
        .default(300)
        .describe("Seconds an agent holds a message before it is offered again. Dapr renews it while the agent works."),
      deliveries: numeric(z.int().min(1).max(2000)).default(10).describe("Attempts before a message is dead-lettered."),
      keepDays: numeric(z.int().min(1).max(366))
        .default(14)
        .describe("Days after which an unread message is dead-lettered."),
    })
    .prefault({}),
  network: z
    .strictObject({
      addressSpace: z
        .cidrv4({ error: "an IPv4 range such as 10.20.0.0/24" })
        .refine((range) => Number(range.split("/")[1]) <= 27, {
          error: "an IPv4 range of /27 or larger: Container Apps needs that many addresses",
        })
        .default("10.20.0.0/24")
        .describe("Addresses of the virtual network. A /27 is the least."),
      zoneRedundant: z
        .boolean()
        .default(false)
        .describe(
          "Spread replicas over availability zones. Only at creation: changing it replaces the environment. Cosmos DB then costs 25 % more.",
        ),
    })
    .optional()
    .describe(
      "Put the environment into a virtual network. Costs about $20 to $30 a month for its load balancer and public addresses; going private from there on flips Service Bus to Premium ($677 a month) and the registry to Premium ($50).",
    ),
  budget: z
    .strictObject({
      amount: numeric(z.number().positive()).default(150).describe("Per month, in the currency of the subscription."),
      startDate: day(text(/^\d{4}-(?:0[1-9]|1[0-2])-01$/, "the first of a month, such as 2026-12-01"))
        .optional()
        .describe("First month that counts. The month of the first deployment where it is left out."),
      emails: Emails,
    })
    .prefault({}),
  alerts: z
    .strictObject({
      responseSeconds: numeric(z.number().positive())
        .default(5)
        .describe("HighAgentResponseTime fires above this mean."),
      backlog: numeric(z.int().min(1)).default(50).describe("AgentQueueBacklog fires above so many waiting messages."),
      errorPercent: numeric(z.number().positive().max(100))
        .default(10)
        .describe("AgentErrorRate fires above this share."),
      emails: Emails,
    })
    .prefault({}),
});

/** The block `daca:prototype`, with every default filled in. */
export type PrototypeBlock = z.infer<typeof PrototypeBlock>;

/** Longest drain that Container Apps grants (`terminationGracePeriodSeconds`). */
const LONGEST_DRAIN = 600;

/** Most replicas of a revision. */
const MOST_REPLICAS = 1000;

/** Azure regions by the part of the world that `residency` names (learn.microsoft.com/azure/reliability/regions-list). */
const REGIONS: Record<NonNullable<Agent["residency"]>, string[]> = {
  eu: [
    ...["westeurope", "northeurope", "austriaeast", "belgiumcentral", "denmarkeast", "francecentral"],
    ...["germanywestcentral", "italynorth", "polandcentral", "spaincentral", "swedencentral"],
  ],
  us: [
    ...["eastus", "eastus2", "centralus", "northcentralus", "southcentralus", "westcentralus"],
    ...["westus", "westus2", "westus3"],
  ],
  ap: [
    ...["southeastasia", "eastasia", "australiacentral", "australiaeast", "australiasoutheast", "centralindia"],
    ...["indiasouthcentral", "indonesiacentral", "japaneast", "japanwest", "koreacentral", "koreasouth"],
    ...["malaysiawest", "newzealandnorth", "southindia", "westindia"],
  ],
};

/** What Container Apps asks of an agent, beyond what every tier asks. */
export function checkPrototype(agents: readonly ReadableAgent[], block: Partial<PrototypeBlock>): Problem[] {
  return agents.flatMap(({ path, agent }) => [
    ...cpuAndMemory(path, agent),
    ...atMost(`${path}.drainSeconds`, agent.drainSeconds, LONGEST_DRAIN),
    ...atMost(`${path}.replicas.max`, agent.replicas?.max, MOST_REPLICAS),
    ...residency(path, agent, block.location),
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
  const gibibytes = Number.parseFloat(memory) / (memory.endsWith("Mi") ? 1024 : 1);
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

function atMost(path: string, value: number | undefined, limit: number): Problem[] {
  if (value === undefined || value <= limit) return [];
  return [
    { path, says: `is ${value}, expected at most ${limit} on Container Apps`, mend: configSet(path, String(limit)) },
  ];
}

function residency(path: string, agent: Partial<Agent>, location: string | undefined): Problem[] {
  if (agent.residency === undefined || location === undefined) return [];
  const regions = REGIONS[agent.residency];
  if (regions.includes(location)) return [];
  return [
    {
      path: `${path}.residency`,
      says: `is ${agent.residency}, but daca:prototype.location is ${show(location)}, expected one of ${regions.join(", ")}`,
      mend: configSet("daca:prototype.location", regions[0] ?? "<region>"),
    },
  ];
}

function when(applies: boolean, path: string, says: string, mend?: string): Problem[] {
  return applies ? [{ path, says, ...(mend ? { mend } : {}) }] : [];
}
