import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Agent } from "../../components/agent.ts";
import type { Manifest } from "../../components/kubernetes/manifest.ts";
import { toYaml } from "../../components/kubernetes/manifestYaml.ts";
import type { WorkloadContext } from "../../components/workload/context.ts";
import { agentManifests } from "../../components/workload/manifests.ts";
import type { RecordedResource } from "../recorder.ts";

/** The component that an agent on Kubernetes is, whoever puts it into the cluster. */
const WORKLOAD = "daca:workload:AgentWorkload";

/**
 * The manifests that a GitOps repository holds, by their path: `<namespace>/<agent>/NN-<kind>-<name>.yaml`. They are the
 * same from plan to plan, and numbered in order of need.
 */
export function manifestFiles(resources: readonly RecordedResource[]): Record<string, string> {
  return Object.fromEntries(
    workloadsOf(resources).flatMap(({ agent, context }) =>
      agentManifests(agent, context).map((manifest, index) => {
        const { kind, metadata } = manifest;
        const file = `${String(index + 1).padStart(2, "0")}-${kind.toLowerCase()}-${metadata.name}.yaml`;
        return [join(context.team, agent.name, file), toYaml(manifest)];
      }),
    ),
  );
}

function workloadsOf(resources: readonly RecordedResource[]) {
  return resources
    .filter(({ type }) => type === WORKLOAD)
    .map(({ urn, inputs }) => ({ urn, ...(inputs as unknown as { agent: Agent; context: WorkloadContext }) }));
}

/** A manifest that Argo CD puts into the cluster: no resource of the plan stands for it. */
export interface CommittedManifest {
  manifest: Manifest;
  /** URN of the provider of the cluster that it goes to. */
  provider: string | undefined;
}

/** The manifests of the agents that Argo CD puts into the cluster. */
export function committedManifests(resources: readonly RecordedResource[]): CommittedManifest[] {
  return workloadsOf(resources).flatMap(({ urn, agent, context }) => {
    if (context.delivery !== "gitops") return [];
    const provider = resources.find((each) => each.parent === urn && each.type.startsWith("kubernetes:"))?.provider;
    return agentManifests(agent, context).map((manifest) => ({ manifest, provider }));
  });
}

/**
 * Writes the manifests to `.sandbox/<stack>/manifests`, and removes those of an earlier plan.
 * @returns the folder, relative to `root`, or undefined where the stack has no agents on Kubernetes
 */
export async function writeManifests(
  root: string,
  stack: string,
  resources: readonly RecordedResource[],
): Promise<string | undefined> {
  const folder = join(".sandbox", stack, "manifests");
  await rm(join(root, folder), { recursive: true, force: true });
  const files = Object.entries(manifestFiles(resources));
  if (files.length === 0) return undefined;
  for (const [path, text] of files) {
    const file = join(root, folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return folder;
}
