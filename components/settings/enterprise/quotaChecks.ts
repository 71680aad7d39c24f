import { SIDECAR } from "../../agent/resources.ts";
import { type Agent, teamOf } from "../../agent.ts";
import { step } from "../check.ts";
import type { ReadableAgent } from "../fleet.ts";
import { configSet, type Problem } from "../problem.ts";
import { memoryOf, showMemory } from "../quantity.ts";
import { quotaOf, type TeamsBlock } from "./teams.ts";

/** What one agent takes when all its replicas run. */
interface Demand {
  name: string;
  pods: number;
  /** CPU cores that one pod reserves. */
  cpu: number;
  /** Mi of memory that one pod may use. */
  memory: number;
}

/** Agents listed by name in a message. */
const LISTED = 3;

/** Teams whose quota does not hold their agents when each runs as many replicas as it may. */
export function checkQuotas(
  agents: readonly ReadableAgent[],
  teams: TeamsBlock | undefined,
  owner: string | undefined,
): Problem[] {
  if (teams === undefined || owner === undefined) return [];
  const byTeam = Map.groupBy(agents, ({ agent }) => teamOf(agent, owner));
  return [...byTeam].flatMap(([team, members]) => {
    const demands = members.flatMap(({ agent }) => demandOf(agent));
    const quota = quotaOf(teams, team);
    const at = `${step("daca:enterprise.teams", team)}.quota`;
    const isDefault = teams[team] === undefined ? " (the default)" : "";
    const over = (key: "cpu" | "memory" | "pods", limit: number, each: (demand: Demand) => number, show: Show) => {
      const need = rounded(demands.reduce((sum, demand) => sum + demand.pods * each(demand), 0));
      if (need <= limit) return [];
      const says = `is ${show(limit)}${isDefault}, but team ${team} needs ${show(need)} when its agents run as many replicas as they may: ${list(demands, each, show)}`;
      return [
        { path: `${at}.${key}`, says, mend: `${configSet(`${at}.${key}`, enough(key, need))}, or lower replicas.max` },
      ];
    };
    return [
      ...over("cpu", quota.cpu, ({ cpu }) => cpu, String),
      ...over("memory", memoryOf(quota.memory), ({ memory }) => memory, showMemory),
      ...over("pods", quota.pods, () => 1, String),
    ];
  });
}

type Show = (amount: number) => string;

function demandOf({ name = "an agent", replicas, resources, delivery }: Partial<Agent>): Demand[] {
  if (replicas === undefined || resources === undefined) return [];
  return [
    {
      name,
      pods: replicas.max + besideOld(replicas.max, delivery?.strategy),
      cpu: rounded((resources.requests?.cpu ?? resources.cpu) + SIDECAR.requests.cpu),
      memory: memoryOf(resources.memory) + memoryOf(SIDECAR.limits.memory),
    },
  ];
}

/** Pods of a new version that run beside those of the old one while it takes over. */
function besideOld(max: number, strategy: Agent["delivery"]["strategy"] | undefined): number {
  if (strategy === "blueGreen") return max;
  // A canary has a surge of 25 %, rolling goes pod by pod.
  return strategy === "canary" ? Math.ceil(max / 4) : 1;
}

function list(demands: readonly Demand[], each: (demand: Demand) => number, show: Show): string {
  const parts = demands.slice(0, LISTED).map((demand) => {
    const amount = each(demand);
    return amount === 1 ? `${demand.name} ${demand.pods}` : `${demand.name} ${demand.pods} x ${show(amount)}`;
  });
  return [...parts, ...(demands.length > LISTED ? [`${demands.length - LISTED} more`] : [])].join(", ");
}

/** A quota that holds the need, in numbers that one writes. */
function enough(key: "cpu" | "memory" | "pods", need: number): string {
  return key === "memory" ? `${Math.ceil(need / 1024)}Gi` : String(Math.ceil(need));
}

/** Sums of tenths, without what binary fractions add to them. */
function rounded(amount: number): number {
  return Math.round(amount * 1000) / 1000;
}
