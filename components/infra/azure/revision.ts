import { createHash } from "node:crypto";
import type { Agent } from "../../agent.ts";

/** How traffic is shared between the revisions of an app. */
export interface TrafficShare {
  /** Unset for "whichever revision is the latest". */
  revisionName?: string;
  latestRevision?: boolean;
  label?: string;
  /** Percent. */
  weight: number;
}

/** The colours of blue/green, as the settings have them. */
export type BlueGreen = Extract<Agent["delivery"], { strategy: "blueGreen" }>;

/**
 * The suffix that names a revision: the image's digest, then everything else that makes a revision another one.
 * Azure refuses a suffix that it has seen with other contents, so both must be in it; app, suffix and the two hyphens
 * between them may have 54 characters together, of which 32 are the app's. It starts with a letter, as it must.
 * @param template what the revision will run, without the suffix itself
 */
export function revisionSuffix(digest: string, template: unknown): string {
  const image = digest.replace(/^sha256:/, "").slice(0, 8);
  const contents = createHash("sha256").update(JSON.stringify(template)).digest("hex").slice(0, 8);
  return `r${image}-${contents}`;
}

/** The name that Container Apps gives a revision. */
export function revisionName(app: string, suffix: string): string {
  return `${app}--${suffix}`;
}

/** The suffix in the name of a revision. */
export function suffixOf(revision: string): string {
  return revision.slice(revision.lastIndexOf("--") + 2);
}

/**
 * The revisions of a blue/green app: the newest, which `image` describes, and the other one, if there is one.
 * The production colour gets all the traffic; the idle one can be reached by its label.
 */
export function blueGreenTraffic(app: string, delivery: BlueGreen, newestSuffix: string): TrafficShare[] {
  const newest = delivery.newest ?? delivery.production;
  const share = (label: "blue" | "green", suffix: string): TrafficShare => ({
    revisionName: revisionName(app, suffix),
    label,
    weight: label === delivery.production ? 100 : 0,
  });
  // With one revision there is nothing to share out, whichever colours it stands for.
  if (delivery.other === undefined || delivery.other === newestSuffix)
    return [share(delivery.production, newestSuffix)];
  return [share(newest, newestSuffix), share(newest === "blue" ? "green" : "blue", delivery.other)];
}
