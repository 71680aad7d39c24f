import { z } from "zod";
import { type Finding, resourceRule } from "../../lib/rule.ts";

/** A registry must either keep what is deleted or clean up what has no tag: Azure does not take both. */
export const rule = resourceRule({
  name: "acr-retention",
  pack: "reliability",
  enforcement: "advice",
  severity: "low",
  description: "A container registry must keep deleted images for a time, or clean up those without a tag.",
  why: "an image that is deleted by mistake stops every agent that starts from it, or old ones pile up unseen",
  fix: 'set policies.softDeletePolicy.status to "enabled"',
  references: ["CKV_AZURE_166", "CKV_AZURE_167"],
  kinds: ["azure-native:containerregistry:Registry"],
  knobs: {
    quarantine: z
      .boolean()
      .default(false)
      .describe("Whether images must wait for a scanner to let them out; without a scanner none can be pulled."),
    skuAware: z
      .boolean()
      .default(true)
      .describe("Whether registries below Premium, which cannot do all of it, may be."),
  },
  check({ props: { sku, policies } }, { quarantine, skuAware }) {
    if (skuAware && sku?.name !== "Premium") return [];
    const { softDeletePolicy, retentionPolicy, quarantinePolicy } = policies ?? {};
    const findings: Finding[] = [];
    if (softDeletePolicy?.status !== "enabled" && retentionPolicy?.status !== "enabled") {
      const want = '"enabled", or policies.retentionPolicy';
      findings.push({ path: "policies.softDeletePolicy.status", got: softDeletePolicy?.status, want });
    }
    if (quarantine && quarantinePolicy?.status !== "enabled") {
      findings.push({ path: "policies.quarantinePolicy.status", got: quarantinePolicy?.status, want: '"enabled"' });
    }
    return findings;
  },
});
