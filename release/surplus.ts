import { revisionName } from "../components/infra/azure/revision.ts";
import type { Deployed } from "./deployed.ts";

/**
 * The active revisions of an agent that have no colour any more. Container Apps lets them run on, and they would go on
 * taking messages from the agent's topics.
 * @param active names of all revisions that run
 */
export function surplus({ revisions }: Deployed, agent: string, active: readonly string[]): string[] {
  const kept = Object.values(revisions[agent] ?? {}).map((suffix) => revisionName(agent, suffix));
  // Without a single colour the outputs say nothing of this agent, least of all what may be stopped.
  return kept.length > 0 ? active.filter((name) => !kept.includes(name)) : [];
}
