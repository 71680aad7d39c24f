import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { SettingsError } from "../../components/settings/problem.ts";
import type { TierName } from "../../components/settings.ts";
import { bundlePacks } from "../../policy/build/bundle.ts";
import { packConfig } from "../../policy/build/packConfig.ts";
import { readPolicyFiles } from "../../policy/files.ts";
import { RULES } from "../../policy/rules/index.ts";
import type { Layout } from "./layout.ts";

/** What the engine is told of policies, as the Automation API takes it. */
export interface PolicyOptions {
  policyPacks: string[];
  policyPackConfigs: string[];
}

/**
 * Makes the policy packs as they are published, with the config of a tier.
 * @throws {SettingsError} when the policies' own files are wrong
 */
export async function preparePolicies(root: string, tier: TierName, { packs }: Layout): Promise<PolicyOptions> {
  const today = new Date().toISOString().slice(0, 10);
  const { settings, problems } = await readPolicyFiles(root, tier, today);
  if (problems.length > 0) throw new SettingsError("The policies' set-up", problems);
  const bundles = await bundlePacks(root, packs);
  return {
    policyPacks: bundles.map(({ folder }) => folder),
    policyPackConfigs: bundles.map(({ pack, folder }) => {
      const file = join(folder, "config.json");
      writeFileSync(file, JSON.stringify(packConfig(pack, RULES, settings)));
      return file;
    }),
  };
}
