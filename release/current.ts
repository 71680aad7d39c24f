import { type Deployed, NOTHING } from "./deployed.ts";
import type { StackAgent } from "./stackAgents.ts";
import { type AgentStep, type Step, set, together } from "./step.ts";

/** Digest of no image, for a preview of what was never deployed. */
const NO_IMAGE = `sha256:${"0".repeat(64)}`;

/**
 * Adds what a release sets to what git has, as it is deployed. A preview then shows what the settings in git change,
 * and nothing of the release.
 */
export function current(agents: readonly StackAgent[], deployed: Deployed = NOTHING): Step {
  return together(agents.map((agent) => asDeployed(agent, deployed)));
}

function asDeployed(agent: StackAgent, { releases, onCluster }: Deployed): AgentStep {
  const { name, image, delivery } = agent;
  const last = releases[name];
  const versioned = image.digest !== undefined || image.tag !== undefined;
  const digest = versioned ? [] : set(agent, "image.digest", last?.image.digest ?? NO_IMAGE);
  const note = last ? `${name}: as deployed` : `${name}: never deployed${versioned ? "" : ", so its image is made up"}`;
  if (onCluster || delivery.strategy !== "blueGreen" || last?.delivery.strategy !== "blueGreen") {
    return { settings: digest, note };
  }
  const { production, newest, other } = last.delivery;
  return {
    settings: [
      ...digest,
      ...set(agent, "delivery.production", production),
      ...(newest ? set(agent, "delivery.newest", newest) : []),
      ...(other ? set(agent, "delivery.other", other) : []),
    ],
    note,
  };
}
