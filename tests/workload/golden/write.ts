import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { toYaml } from "../../../components/kubernetes/manifestYaml.ts";
import { agentFoundation } from "../../../components/workload/foundation.ts";
import { agentManifests } from "../../../components/workload/manifests.ts";
import { backendsWith, contextWith, wholeAgent } from "../../support/workload.ts";

/** The strategies whose manifests are reviewed as a whole. */
export const STRATEGIES = ["rolling", "canary", "blueGreen"] as const;

/** All that an agent of a strategy is made of, as YAML. */
export function manifestsOf(strategy: (typeof STRATEGIES)[number]): string {
  const agent = wholeAgent({ delivery: { strategy } });
  const context = contextWith();
  return [...agentFoundation(agent, context, backendsWith()), ...agentManifests(agent, context)]
    .map(toYaml)
    .join("---\n");
}

/** The manifests of a strategy that were reviewed. */
export function reviewed(strategy: (typeof STRATEGIES)[number]): Promise<string> {
  return readFile(fileOf(strategy), "utf8");
}

function fileOf(strategy: string): string {
  return join(import.meta.dirname, `${strategy}.yaml`);
}

// node tests/workload/golden/write.ts makes what the code writes now the reviewed manifests.
if (import.meta.main) {
  for (const strategy of STRATEGIES) await writeFile(fileOf(strategy), manifestsOf(strategy));
}
