import { type Deployed, waiting } from "./deployed.ts";
import type { StackAgent } from "./stackAgents.ts";
import { type Step, set, together } from "./step.ts";

/**
 * Gives every new colour its agent's traffic. Nothing to do for an agent without one: it was replaced at once, or
 * this release changes nothing for it.
 * @param deployed what was deployed by the release that `begin` started
 */
export function promote(agents: readonly StackAgent[], deployed: Deployed): Step {
  return together(
    agents.map((agent) => {
      const colour = waiting(deployed, agent.name);
      if (colour === undefined) return { settings: [], note: `${agent.name}: nothing to shift` };
      return {
        settings: set(agent, "delivery.production", colour),
        note: `${agent.name}: the traffic goes to ${colour}`,
      };
    }),
  );
}
