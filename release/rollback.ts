import type { Deployed } from "./deployed.ts";
import type { StackAgent } from "./stackAgents.ts";
import { type AgentStep, type Step, set, together } from "./step.ts";

/**
 * Takes a release back: the traffic of a blue/green agent goes to the colour that had it, any other agent gets the
 * image that it ran. What else changed in the settings stays, and so does an agent that is new.
 * @param before what was deployed before `begin`
 */
export function rollback(agents: readonly StackAgent[], before: Deployed): Step {
  return together(agents.map((agent) => back(agent, before)));
}

function back(agent: StackAgent, before: Deployed): AgentStep {
  const { name, delivery } = agent;
  const last = before.releases[name];
  if (last === undefined) return { settings: [], note: `${name}: stays, there is nothing before its first release` };
  if (!before.onCluster && delivery.strategy === "blueGreen" && last.delivery.strategy === "blueGreen") {
    const { production } = last.delivery;
    return {
      settings: set(agent, "delivery.production", production),
      note: `${name}: the traffic is with ${production}`,
    };
  }
  const { repository, digest } = last.image;
  if (digest === undefined) {
    return { settings: [], note: `${name}: stays, it ran a tag before, which may mean another image by now` };
  }
  return {
    settings: [...set(agent, "image.repository", repository), ...set(agent, "image.digest", digest)],
    note: `${name}: runs ${repository}@${digest} again`,
  };
}
