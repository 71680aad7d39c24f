import { z } from "zod";
import type { ReadBlock } from "./block.ts";
import { check, day, numeric, readable, text } from "./check.ts";
import { AddonsBlock } from "./enterprise/addons.ts";
import { ChaosBlock } from "./enterprise/chaos.ts";
import { checkEnterprise } from "./enterprise/checks.ts";
import { ClusterBlock, readableCluster } from "./enterprise/cluster.ts";
import { Cron } from "./enterprise/cron.ts";
import { DeliveryBlock } from "./enterprise/delivery.ts";
import { Emails } from "./enterprise/fields.ts";
import { withCommand } from "./enterprise/needed.ts";
import { TeamsBlock } from "./enterprise/teams.ts";
import { unmetInEnterprise } from "./enterprise/unmet.ts";
import type { ReadableAgent } from "./fleet.ts";

const PATH = "daca:enterprise";

/** The block `daca:enterprise`: the cluster, and what runs on it beside the agents. */
export const EnterpriseBlock = z.strictObject({
  cluster: ClusterBlock.prefault({} as z.input<typeof ClusterBlock>),
  addons: AddonsBlock,
  teams: TeamsBlock,
  delivery: DeliveryBlock,
  backup: z
    .strictObject({
      schedule: Cron.default("0 1 * * *").describe("When backups are made, in UTC, as in cron."),
      keepDays: numeric(z.int().min(1).max(365)).default(30).describe("Days that a backup is kept."),
    })
    .prefault({})
    .describe("Backups of what is in the cluster. The database has backups of its own."),
  chaos: ChaosBlock,
  alerts: z.strictObject({ emails: Emails }).prefault({}).describe("Who is told when something is wrong."),
  budget: z
    .strictObject({
      // About twice what the default cluster costs when nothing happens: three nodes for add-ons and three for agents.
      amount: numeric(z.number().positive())
        .default(3000)
        .describe("Per month, in the currency of the account. It warns, it stops nothing."),
      startDate: day(text(/^\d{4}-(?:0[1-9]|1[0-2])-01$/, "the first of a month, such as 2026-12-01"))
        .optional()
        .describe("First month that counts. The month of the first deployment where it is left out."),
      emails: Emails,
    })
    .prefault({}),
});

/** The block `daca:enterprise`, with every default filled in. */
export type EnterpriseBlock = z.infer<typeof EnterpriseBlock>;

/** What became of `daca:enterprise`. */
export interface ReadEnterprise extends ReadBlock<EnterpriseBlock> {
  /** Whether agents' secrets lie in a store that the stack does not fill, so that `daca:secrets` has none of them. */
  readsSecretsElsewhere: boolean;
}

/**
 * Reads `daca:enterprise`. Without it the tier has all the defaults, and lacks what only the user can know.
 * @param isChosen whether the stack is of this tier; a block of another is only held against its schema
 * @param owner the stack's `daca:owner`, where it can be read
 */
export function readEnterprise(
  raw: unknown,
  isChosen: boolean,
  agents: readonly ReadableAgent[],
  owner: string | undefined,
): ReadEnterprise {
  const given = raw === undefined && isChosen ? {} : raw;
  const { value, problems } = check(EnterpriseBlock.optional(), given, PATH);
  const found = problems.map(withCommand);
  if (!isChosen) return { block: undefined, problems: found, warnings: [], readsSecretsElsewhere: false };
  const seen = { ...readable(EnterpriseBlock, given), cluster: readableCluster(given) };
  return {
    block: value,
    problems: [...found, ...checkEnterprise(agents, seen, owner)],
    warnings: unmetInEnterprise(agents, seen, owner),
    readsSecretsElsewhere: seen.cluster.provider === "existing",
  };
}
