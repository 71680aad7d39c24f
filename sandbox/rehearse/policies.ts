import { join } from "node:path";
import type { TierName } from "../../components/settings.ts";
import { bundlePacks } from "../../policy/build/bundle.ts";
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
  const bundles = await bundlePacks(root, packs);
  return {
    policyPacks: bundles.map(({ folder }) => folder),
    policyPackConfigs: bundles.map(({ folder }) => join(folder, "config", `${tier}.json`)),
  };
}
