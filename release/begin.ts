import { type Deployed, opposite } from "./deployed.ts";
import type { StackAgent } from "./stackAgents.ts";
import { type AgentStep, type Step, set, together } from "./step.ts";

/** An image that was built, by its digest. */
export interface Image {
  /** Such as `ghcr.io/acme/research-agent`. */
  repository: string;
  /** `sha256:` and 64 hexadecimal digits. */
  digest: string;
}

/**
 * Starts a release: whoever runs the image gets the new one. An agent that is delivered blue/green gets it beside the
 * colour that has the traffic, which keeps it; any other agent, and a first release, is replaced at once.
 *
 * The colour with the traffic is the stack's to say, not git's, so doing this again after a release that stopped
 * halfway comes to the same.
 */
export function begin(agents: readonly StackAgent[], deployed: Deployed, image: Image): Step {
  if (!agents.some((agent) => agent.image.repository === image.repository)) return refuse(agents, image);
  return together(agents.flatMap((agent) => [newImage(agent, image), beside(agent, deployed)]));
}

function refuse(agents: readonly StackAgent[], { repository }: Image): Step {
  const problems = agents.map(({ path, image }) => ({
    path: `${path}.image.repository`,
    says: `is ${image.repository}, expected ${repository}, which was built, for one agent at least`,
    mend: `pulumi config set --path '${path}.image.repository' ${repository}`,
  }));
  return { settings: [], notes: [], problems };
}

function newImage(agent: StackAgent, { repository, digest }: Image): AgentStep {
  if (agent.image.repository !== repository) return { settings: [] };
  if (agent.image.tag !== undefined) {
    const path = `${agent.path}.image.tag`;
    const says = `is "${agent.image.tag}", expected none: a release names the image by its digest`;
    return { settings: [], problem: { path, says, mend: `pulumi config rm --path '${path}'` } };
  }
  return { settings: set(agent, "image.digest", digest) };
}

function beside(agent: StackAgent, { releases, revisions, onCluster }: Deployed): AgentStep {
  const { name, path, delivery } = agent;
  const last = releases[name];
  if (onCluster) {
    const how =
      delivery.strategy === "rolling" ? "replaced pod by pod" : `taken over by Argo Rollouts (${delivery.strategy})`;
    return { settings: [], note: `${name}: ${last ? how : "first release"}` };
  }
  if (delivery.strategy !== "blueGreen") {
    return { settings: [], note: `${name}: ${last ? "replaced at once" : "first release"}` };
  }
  if (last?.delivery.strategy !== "blueGreen") {
    if (delivery.other === undefined) return { settings: [], note: `${name}: first release, ${delivery.production}` };
    const other = `${path}.delivery.other`;
    const says = `is "${delivery.other}", expected none: no colour of this agent is deployed yet`;
    return { settings: [], problem: { path: other, says, mend: `pulumi config rm --path '${other}'` } };
  }
  const { production } = last.delivery;
  const suffix = revisions[name]?.[production];
  if (suffix === undefined) {
    const output = `the output revisions.${name}.${production}`;
    const says = `is missing, expected the revision suffix of the colour that has the traffic`;
    return { settings: [], problem: { path: output, says, mend: `az containerapp revision list --name ${name}` } };
  }
  const newest = opposite(production);
  return {
    settings: [
      ...set(agent, "delivery.production", production),
      ...set(agent, "delivery.newest", newest),
      ...set(agent, "delivery.other", suffix),
    ],
    note: `${name}: ${newest} beside ${production} (${suffix}), which keeps the traffic`,
  };
}
