import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CLUSTERS, recordTier } from "../../support/enterpriseTier.ts";
import type { Recorded } from "../../support/program.ts";

/** The clusters that no committed stack has: of each, what one agent's stack consists of is reviewed by name. */
export const UNCOMMITTED = ["eks", "existing"] as const;

/** Names of what a stack makes, by type. */
export function summaryOf({ resources }: Recorded): Record<string, string[]> {
  const types = [...Map.groupBy(resources, ({ type }) => type)];
  return Object.fromEntries(types.map(([type, all]) => [type, all.map(({ name }) => name).toSorted()]).toSorted());
}

/** The summary of a cluster's stack that was reviewed. */
export async function reviewed(provider: (typeof UNCOMMITTED)[number]): Promise<unknown> {
  return JSON.parse(await readFile(fileOf(provider), "utf8"));
}

function fileOf(provider: string): string {
  return join(import.meta.dirname, `${provider}.json`);
}

// node tests/golden/enterprise/shapes.ts makes what the tier makes now the reviewed summaries.
if (import.meta.main) {
  for (const provider of UNCOMMITTED) {
    const summary = summaryOf(await recordTier({ block: { cluster: CLUSTERS[provider]() } }));
    await writeFile(fileOf(provider), `${JSON.stringify(summary, null, 2)}\n`);
  }
}
