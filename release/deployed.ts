import { z } from "zod";
import { Agent } from "../components/agent.ts";
import { check, isRecord, text } from "../components/settings/check.ts";
import { SettingsError } from "../components/settings/problem.ts";

/** The colours of blue/green. */
export const COLOURS = ["blue", "green"] as const;
export type Colour = (typeof COLOURS)[number];

/** The colour that another one takes turns with. */
export function opposite(colour: Colour): Colour {
  return colour === "blue" ? "green" : "blue";
}

/** What the last update asked for: which image an agent runs, and how it took over. */
const Release = z.object({ image: Agent.shape.image, delivery: Agent.shape.delivery });
export type Release = z.infer<typeof Release>;

const OnContainerApps = z.object({
  releases: z.record(z.string(), Release, { error: "what each agent runs" }),
  revisions: z.record(z.string(), z.partialRecord(z.enum(COLOURS), z.string().min(1))).default({}),
  urls: z.record(z.string(), text(/^https:\/\/[^/]+$/, "an address such as https://agent.example.com")).default({}),
  resourceGroup: z.string({ error: "the name of the stack's resource group" }).min(1),
});

/** On Kubernetes Argo Rollouts shifts the traffic, so there are no revisions to know of. */
const OnCluster = OnContainerApps.pick({ releases: true }).extend({ cluster: z.string().min(1) });

/** What the outputs of a stack say is deployed. */
export interface Deployed {
  /** By agent. Empty before the first release. */
  releases: Record<string, Release>;
  /** Suffix of the revision by colour, by agent that is delivered blue/green. */
  revisions: Record<string, Partial<Record<Colour, string>>>;
  /** By agent that has an ingress. */
  urls: Record<string, string>;
  /** Undefined before the first release, and on Kubernetes. */
  resourceGroup: string | undefined;
  /** Whether the agents run on Kubernetes, where Argo Rollouts shifts the traffic itself. */
  onCluster: boolean;
}

/** A stack that nothing was released to yet. */
export const NOTHING: Deployed = { releases: {}, revisions: {}, urls: {}, resourceGroup: undefined, onCluster: false };

/**
 * Reads what `pulumi stack output --json` prints. No outputs at all mean that nothing is deployed.
 * @param source how errors call the place it was read from
 * @throws {SettingsError} with everything that is missing or not as expected
 */
export function readDeployed(outputs: unknown, source: string): Deployed {
  if (isRecord(outputs) && Object.keys(outputs).length === 0) return NOTHING;
  const { value, problems } =
    isRecord(outputs) && outputs.cluster !== undefined ? onCluster(outputs) : onContainerApps(outputs);
  if (value) return value;
  const mend = "update the stack once by hand with what it runs now (npx pulumi up), which writes its outputs anew";
  throw new SettingsError(
    source,
    problems.map(({ path, says }) => ({ path: path || "the outputs", says, mend })),
  );
}

function onContainerApps(outputs: unknown) {
  const { value, problems } = check(OnContainerApps, outputs, "");
  return { value: value && { ...value, onCluster: false }, problems };
}

/** Agents are called from inside the cluster, so no address is of use here. */
function onCluster(outputs: unknown) {
  const { value, problems } = check(OnCluster, outputs, "");
  return { value: value && { ...NOTHING, releases: value.releases, onCluster: true }, problems };
}

/** The colour beside the one with the traffic, where an agent has one that is newer. */
export function waiting({ releases, revisions }: Deployed, agent: string): Colour | undefined {
  const delivery = releases[agent]?.delivery;
  if (delivery?.strategy !== "blueGreen") return undefined;
  const newest = delivery.newest ?? delivery.production;
  // A release that changes nothing for an agent makes it no revision, whatever the settings ask for.
  return newest !== delivery.production && revisions[agent]?.[newest] ? newest : undefined;
}
