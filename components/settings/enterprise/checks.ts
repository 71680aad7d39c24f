import type { EnterpriseBlock } from "../enterprise.ts";
import type { ReadableAgent } from "../fleet.ts";
import type { Problem } from "../problem.ts";
import { checkAddons, missingAddons } from "./addonChecks.ts";
import type { AddonsBlock } from "./addons.ts";
import { checkAgents } from "./agentChecks.ts";
import { checkChaos } from "./chaosChecks.ts";
import type { ReadableCluster } from "./cluster.ts";
import { checkCluster } from "./clusterChecks.ts";
import { checkQuotas } from "./quotaChecks.ts";

/** A block with the fields that could be read. */
export type ReadableEnterprise = Partial<Omit<EnterpriseBlock, "cluster" | "addons">> & {
  cluster: ReadableCluster;
  addons: AddonsBlock;
};

/** What must hold between the fields of the block, and between the block and the agents. */
export function checkEnterprise(
  agents: readonly ReadableAgent[],
  block: ReadableEnterprise,
  owner: string | undefined,
): Problem[] {
  return [
    ...checkCluster(block.cluster),
    ...checkAddons(block),
    // A cluster that is there may have of its own what the stack does not install.
    ...(block.cluster.provider === "existing" ? [] : missingAddons(agents, block)),
    ...checkAgents(agents, block.cluster, owner),
    ...checkQuotas(agents, block.teams, owner),
    ...checkChaos(agents, block.chaos),
  ];
}
