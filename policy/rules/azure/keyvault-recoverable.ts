import { type Finding, resourceRule } from "../../lib/rule.ts";

/** Nothing in a vault may be lost for good before its time. No mending: purge protection cannot be taken back. */
export const rule = resourceRule({
  name: "keyvault-recoverable",
  pack: "reliability",
  enforcement: "production",
  severity: "high",
  description: "A key vault must keep what is deleted, out of anybody's reach to purge it.",
  why: "a mistake, or whoever breaks in, destroys every agent's secrets at once",
  fix: "set properties.enablePurgeProtection to true, and leave properties.enableSoftDelete alone",
  references: ["CKV_AZURE_42", "CKV_AZURE_110", "CKV_AZURE_111", "AZP 0b60c0b2", "AZP 1e66c121"],
  kinds: ["azure-native:keyvault:Vault"],
  check({ props: { properties } }) {
    const { enablePurgeProtection, enableSoftDelete } = properties ?? {};
    const findings: Finding[] = [];
    if (enablePurgeProtection !== true) {
      findings.push({ path: "properties.enablePurgeProtection", got: enablePurgeProtection, want: "true" });
    }
    if (enableSoftDelete === false) findings.push({ path: "properties.enableSoftDelete", got: false, want: "true" });
    return findings;
  },
});
