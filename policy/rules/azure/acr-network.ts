import { z } from "zod";
import { closedByNeither, isPrivate, PRIVATE } from "../../lib/azure/azureNetwork.ts";
import { type Finding, resourceRule } from "../../lib/rule.ts";

/** A registry must be out of the internet's reach and not be copied elsewhere, which Azure offers with Premium only. */
export const rule = resourceRule({
  name: "acr-network",
  pack: "security",
  enforcement: "advice",
  severity: "medium",
  description: "A container registry must be out of the internet's reach, and its images must not be exported.",
  why: "a stolen token pulls every image from anywhere, or copies them all to another registry",
  fix: 'set publicNetworkAccess to "Disabled" and policies.exportPolicy.status to "disabled", with the Premium sku',
  references: ["CKV_AZURE_139", "AZP 0fdf0491", "AZP 524b0254"],
  kinds: ["azure-native:containerregistry:Registry"],
  knobs: {
    skuAware: z.boolean().default(true).describe("Whether registries below Premium, which cannot be closed, may be."),
  },
  check({ props: { sku, publicNetworkAccess, networkRuleSet, policies } }, { skuAware }) {
    if (skuAware && sku?.name !== "Premium") return [];
    const findings: Finding[] = [];
    const action = networkRuleSet?.defaultAction;
    if (!isPrivate(publicNetworkAccess) && action !== "Deny") {
      findings.push(
        closedByNeither(
          { path: "publicNetworkAccess", got: publicNetworkAccess, want: PRIVATE },
          { path: "networkRuleSet.defaultAction", got: action, want: '"Deny"' },
        ),
      );
    }
    const exports = policies?.exportPolicy?.status;
    if (exports !== "disabled")
      findings.push({ path: "policies.exportPolicy.status", got: exports, want: '"disabled"' });
    return findings;
  },
});
