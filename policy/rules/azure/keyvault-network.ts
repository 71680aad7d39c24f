import { z } from "zod";
import { closedByNeither, isPrivate, isTooWide, PRIVATE } from "../../lib/azure/azureNetwork.ts";
import { type Finding, resourceRule } from "../../lib/rule.ts";

/** A vault must be out of the internet's reach, by either of two ways. */
export const rule = resourceRule({
  name: "keyvault-network",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "A key vault must let in only networks that are named.",
  why: "a stolen token reads every agent's secrets from anywhere",
  fix: 'set properties.publicNetworkAccess to "disabled", or properties.networkAcls.defaultAction to "Deny"',
  references: ["CKV_AZURE_109", "CKV_AZURE_189", "CKV2_AZURE_32", "AZP 55615ac9", "AZP 405c5871"],
  kinds: ["azure-native:keyvault:Vault"],
  knobs: {
    allowedIps: z
      .array(z.string())
      .default([])
      .describe("Addresses and ranges that ipRules may hold; any but the whole internet where empty."),
    bypass: z
      .enum(["AzureServices", "None"])
      .default("AzureServices")
      .describe("Who may pass by the rules: trusted services of Azure, or nobody."),
  },
  check({ props: { properties } }, { allowedIps, bypass }) {
    const { publicNetworkAccess, networkAcls } = properties ?? {};
    const at = "properties.networkAcls";
    const findings: Finding[] = [];
    if (bypass === "None" && networkAcls?.bypass !== "None") {
      findings.push({ path: `${at}.bypass`, got: networkAcls?.bypass, want: '"None"' });
    }
    if (isPrivate(publicNetworkAccess)) return findings;
    if (networkAcls?.defaultAction !== "Deny") {
      findings.push(
        closedByNeither(
          { path: `${at}.defaultAction`, got: networkAcls?.defaultAction, want: '"Deny"' },
          { path: "properties.publicNetworkAccess", got: publicNetworkAccess, want: PRIVATE },
        ),
      );
    }
    for (const [index, { value }] of (networkAcls?.ipRules ?? []).entries()) {
      if (!isTooWide(value, allowedIps)) continue;
      findings.push({ path: `${at}.ipRules[${index}].value`, got: value, want: "ranges that are yours" });
    }
    return findings;
  },
});
