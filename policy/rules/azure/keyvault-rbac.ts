import { type Finding, resourceRule } from "../../lib/rule.ts";

/** Who may read a vault must be said by roles. A vault with access policies is not mended: it would lock its readers out. */
export const rule = resourceRule({
  name: "keyvault-rbac",
  pack: "security",
  enforcement: "always",
  severity: "high",
  description: "Who may read a key vault must be said by roles.",
  why: "whoever may change a vault's access policies may read all of its secrets, and no policy holds for one secret",
  fix: "set properties.enableRbacAuthorization to true and give roles in place of properties.accessPolicies",
  references: ["AZP 12d4fa5e"],
  kinds: ["azure-native:keyvault:Vault"],
  check({ props: { properties } }) {
    const { enableRbacAuthorization: got, accessPolicies = [] } = properties ?? {};
    const findings: Finding[] = [];
    if (got !== true) findings.push({ path: "properties.enableRbacAuthorization", got, want: "true" });
    if (got === true && accessPolicies.length > 0) {
      const count = `${accessPolicies.length} that Azure ignores`;
      findings.push({ path: "properties.accessPolicies", got: count, want: "none, but roles", advisory: true });
    }
    return findings;
  },
  remediate({ properties }) {
    if (!properties || properties.enableRbacAuthorization === true) return;
    if (!properties.accessPolicies?.length) properties.enableRbacAuthorization = true;
  },
});
