import { z } from "zod";
import type { ReadBlock } from "./block.ts";
import { budget, Emails } from "./budget.ts";
import { check, isRecord, numeric, readable, text } from "./check.ts";
import { AddonsBlock, Switches } from "./enterprise/addons.ts";
import { ChaosBlock } from "./enterprise/chaos.ts";
import { checkEnterprise } from "./enterprise/checks.ts";
import { ClusterBlock, readableCluster } from "./enterprise/cluster.ts";
import { CLUSTER } from "./enterprise/clusterChecks.ts";
import { Cron } from "./enterprise/cron.ts";
import { DeliveryBlock } from "./enterprise/delivery.ts";
import { withContexts } from "./enterprise/kubeconfig.ts";
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
  messages: z
    .strictObject({
      lockSeconds: numeric(z.int().min(5).max(300))
        .default(300)
        .describe("Seconds an agent holds a message before it is offered again, on Azure. Dapr renews it meanwhile."),
      deliveries: numeric(z.int().min(1).max(1000)).default(10).describe("Attempts before a message is dead-lettered."),
      // SQS keeps none longer.
      keepDays: numeric(z.int().min(1).max(14)).default(14).describe("Days that an unread message is kept."),
    })
    .prefault({})
    .describe("Messages between agents, where the stack makes the broker."),
  logs: z
    .strictObject({
      // What CloudWatch and Log Analytics both take.
      retentionDays: numeric(z.literal([30, 60, 90, 120, 180, 365]))
        .default(90)
        .describe("Days that the cloud's logs are kept."),
      dailyGigabytes: numeric(z.number().positive())
        .default(10)
        .describe(
          "Logs taken in per day, on Azure, after which the day's rest is dropped: the cap on what logging costs.",
        ),
    })
    .prefault({})
    .describe("Logs and traces that the cloud keeps."),
  backup: z
    .strictObject({
      schedule: Cron.default("0 1 * * *").describe("When backups are made, in UTC, as in cron."),
      keepDays: numeric(z.int().min(1).max(365)).default(30).describe("Days that a backup is kept."),
    })
    .prefault({})
    .describe("Backups of what is in the cluster. The database has backups of its own."),
  gateway: z
    .strictObject({
      namespace: text(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, "the name of a Kubernetes namespace"),
      podLabels: z
        .record(z.string(), z.string())
        .refine((labels) => Object.keys(labels).length > 0, { error: "at least one label" }),
    })
    .optional()
    .describe(
      "Pods of a gateway of your own, through which the internet reaches agents whose exposure is external. Its routes are yours. Left out, no agent can be reached from outside.",
    ),
  traces: z
    .strictObject({
      endpoint: z
        .url({
          protocol: /^https$/,
          error: "the https address of an OTLP endpoint, such as https://otlp.example.com:4318",
        })
        .describe("Base address that takes OTLP over HTTP."),
    })
    .optional()
    .describe("Where traces go. Left out, the collector counts them and drops them."),
  chaos: ChaosBlock,
  alerts: z
    .strictObject({
      emails: Emails,
      runbooks: z
        .url({ protocol: /^https$/, error: "the https address of a folder" })
        .default("https://github.com/acme/daca/blob/main/docs/runbooks")
        .describe("Where your copy of docs/runbooks can be read: every alert links to its page there."),
    })
    .prefault({})
    .describe("Who is told when something is wrong, and where they read what to do."),
  // About twice what the default cluster costs when nothing happens: three nodes for add-ons and three for agents.
  budget: budget(3000),
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
  const seen = {
    ...readable(EnterpriseBlock, given),
    cluster: readableCluster(given),
    addons: readable(Switches, isRecord(given) ? given.addons : undefined),
  };
  const kubeconfig = seen.cluster.provider === "existing" ? seen.cluster.kubeconfig : undefined;
  const found = problems.map((problem) => withContexts(withCommand(problem), CLUSTER, kubeconfig));
  if (!isChosen) return { block: undefined, problems: found, warnings: [], readsSecretsElsewhere: false };
  return {
    block: value,
    problems: [...found, ...checkEnterprise(agents, seen, owner)],
    warnings: unmetInEnterprise(agents, seen, owner),
    readsSecretsElsewhere: seen.cluster.provider === "existing",
  };
}
