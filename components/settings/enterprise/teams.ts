import { z } from "zod";
import { TeamName } from "../../agent.ts";
import { cores, numeric } from "../check.ts";
import { Memory } from "../quantity.ts";

/**
 * What a team may take of the cluster. The defaults hold one agent of 100 replicas that reserve 0.5 CPU each and may
 * use 2 GiB, with their Dapr sidecars and the 25 pods more of a canary: 75 CPU, 372 GiB.
 */
const Quota = z
  .strictObject({
    cpu: cores(z.number().positive()).default(80).describe("CPU cores that its pods may reserve altogether."),
    memory: Memory.default("400Gi").describe("Memory that its pods may use altogether."),
    pods: numeric(z.int().min(1)).default(150).describe("Pods that it may run."),
  })
  .prefault({});

/** What each team may take of the cluster. */
export const TeamsBlock = z
  .record(TeamName, z.strictObject({ quota: Quota }))
  .default({})
  .describe("Teams by name, each with a namespace of that name. A team that is not listed has the default quota.");

/** What each team may take of the cluster. */
export type TeamsBlock = z.infer<typeof TeamsBlock>;

/** What a team may take of the cluster. */
export type Quota = z.infer<typeof Quota>;

/** The quota of a team: its own, or the default one. */
export function quotaOf(teams: TeamsBlock, team: string): Quota {
  return teams[team]?.quota ?? Quota.parse({});
}
