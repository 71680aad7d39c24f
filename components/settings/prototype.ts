import { z } from "zod";
import type { ReadBlock } from "./block.ts";
import { budget, Emails } from "./budget.ts";
import { check, numeric, readable, text } from "./check.ts";
import type { ReadableAgent } from "./fleet.ts";
import { configSet, type Problem } from "./problem.ts";
import { checkPrototype, unmetInPrototype } from "./prototypeChecks.ts";

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
  budget: budget(150),
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

/**
 * Reads `daca:prototype`. Without it the tier has all the defaults, and lacks the subscription like one with an empty
 * block.
 * @param isChosen whether the stack is of this tier; a block of another is only held against its schema
 */
export function readPrototype(
  raw: unknown,
  isChosen: boolean,
  agents: readonly ReadableAgent[],
): ReadBlock<PrototypeBlock> {
  const given = raw === undefined && isChosen ? {} : raw;
  const { value, problems } = check(PrototypeBlock.optional(), given, "daca:prototype");
  const found = problems.map(withAccountCommand);
  if (!isChosen) return { block: undefined, problems: found, warnings: [] };
  const block = readable(PrototypeBlock, given);
  return {
    block: value,
    problems: [...found, ...checkPrototype(agents, block)],
    warnings: unmetInPrototype(agents, block),
  };
}

/** A missing subscription gets the command that finds it out and sets it. */
function withAccountCommand(problem: Problem): Problem {
  const { path, says } = problem;
  if (path !== "daca:prototype.subscriptionId" || !says.startsWith("is missing")) return problem;
  return { path, says, mend: configSet(path, '"$(az account show --query id --output tsv)"'), needed: "account" };
}
