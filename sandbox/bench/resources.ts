import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readManifests } from "../../policy/input/manifests.ts";
import { type AnyResource, type FoundResource, toResources } from "../../policy/lib/resource.ts";
import { opened } from "../recorder.ts";
import type { Recording } from "../run.ts";

/**
 * As many resources as asked for: half of them the plan of a stack, half an agent on Kubernetes, each repeated under
 * other names, as a fleet would be.
 */
export function manyResources(count: number, { resources }: Recording): AnyResource[] {
  const agent = readManifests("agent.yaml", readFileSync(join(import.meta.dirname, "agent.yaml"), "utf8")).resources;
  const plan = resources.map(({ urn, type, name, inputs }) => ({ urn, type, name, props: opened(inputs) }));
  const half = Math.floor(count / 2);
  return [...repeated(plan, half), ...repeated(agent, count - half)].flatMap(toResources);
}

function repeated(resources: readonly FoundResource[], count: number): FoundResource[] {
  return Array.from({ length: count }, (_, index) => {
    const resource = resources[index % resources.length] as FoundResource;
    const round = Math.floor(index / resources.length);
    return renamed(resource, `-${round}`);
  });
}

/** The resource under another name, and all that it calls by that name too. */
function renamed({ urn, type, name, props }: FoundResource, suffix: string): FoundResource {
  const text = JSON.stringify(props).replaceAll(/"(agent|research-agent)"/g, `"$1${suffix}"`);
  return { urn: `${urn}${suffix}`, type, name: `${name}${suffix}`, props: JSON.parse(text) };
}
