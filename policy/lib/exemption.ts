import { z } from "zod";
import { podOf } from "./kubernetes/pods.ts";
import { type AnyResource, metadataOf, titleOf } from "./resource.ts";

/** Somebody answers for a finding that stays, for a time. */
export interface Exemption {
  /** URN of the resource, or how people name it: `Deployment agents/research-agent`. */
  resource: string;
  /** A finding's id or path. Without it, all that the policy finds on the resource. */
  finding?: string | undefined;
  reason: string;
  /** Whom to ask: a team or a person. */
  owner: string;
  /** Last day on which it holds: `2027-01-31`. */
  until: string;
}

const REASON = "a reason of at least 10 characters";
const OWNER = "a team or a person";

/** An exemption among a policy's config. */
export const EXEMPTION = z.strictObject({
  resource: z
    .string("the URN or title of a resource")
    .min(1)
    .describe("URN of the resource, or its title such as Deployment agents/research-agent."),
  finding: z.string().min(1).optional().describe("Id or path of one finding. Without it, all of the policy's."),
  reason: z.string(REASON).min(10, REASON).describe("Why the finding stays."),
  owner: z.string(OWNER).min(1, OWNER).describe("Whom to ask: a team or a person."),
  until: z.iso.date("a date such as 2027-01-31").describe("Last day on which it holds."),
});

/** Whether it names this resource. */
export function isAbout(exemption: Exemption, resource: AnyResource): boolean {
  return exemption.resource === resource.urn || exemption.resource === titleOf(resource);
}

/** Whether it is for this finding. */
export function covers(exemption: Exemption, resource: AnyResource, finding: { id?: string; path: string }): boolean {
  if (!isAbout(exemption, resource)) return false;
  return exemption.finding === undefined || [finding.id, finding.path].includes(exemption.finding);
}

/** The day, as exemptions have it: `2027-01-31`. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** Whether it ended before a day, both as `2027-01-31`. */
export function expired({ until }: Exemption, today: string): boolean {
  return until < today;
}

/** Where an object says itself that it is exempted, by policy. */
const ANNOTATION = "exempt.daca.dev/";
/** `2027-01-31 team-agents: the vendor's image writes to its own folder` */
const ANNOTATED = /^(\d{4}-\d{2}-\d{2}) (\S+): (.{10,})$/s;

/** The exemption from a policy that a Kubernetes object's annotations, or those of its pods, ask for. */
export function annotatedExemption(policy: string, resource: AnyResource): Exemption | undefined {
  const key = `${ANNOTATION}${policy}`;
  const text: unknown = metadataOf(resource).annotations?.[key] ?? podOf(resource)?.annotations[key];
  const [, until, owner, reason] = (typeof text === "string" && ANNOTATED.exec(text)) || [];
  if (until === undefined || owner === undefined || reason === undefined) return undefined;
  return { resource: resource.urn, until, owner, reason };
}
