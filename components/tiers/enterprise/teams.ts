import { teamOf } from "../../agent.ts";
import type { Team } from "../../cluster/teamManifests.ts";
import { quotaOf } from "../../settings/enterprise/teams.ts";
import type { EnterpriseSettings } from "../../settings.ts";

/** The teams of the agents, in alphabetical order, with what each may take and whether experiments may touch it. */
export function teamsOf({ agents, owner, enterprise }: EnterpriseSettings): Team[] {
  const hit = new Set(Object.values(enterprise.chaos).flatMap((experiment) => experiment?.agents ?? []));
  const byTeam = Map.groupBy(agents, (agent) => teamOf(agent, owner));
  return [...byTeam.keys()].toSorted().map((name) => ({
    name,
    quota: quotaOf(enterprise.teams, name),
    chaos: (byTeam.get(name) ?? []).some((agent) => hit.has(agent.name)),
  }));
}
