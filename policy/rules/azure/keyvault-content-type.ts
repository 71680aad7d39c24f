import { resourceRule } from "../../lib/rule.ts";

/** A secret must say what it is, for whoever rotates it. */
export const rule = resourceRule({
  name: "keyvault-content-type",
  pack: "security",
  enforcement: "advice",
  severity: "low",
  description: "A secret in Key Vault must say what it holds.",
  why: "whoever rotates it cannot tell a key from a certificate without reading it",
  fix: "set properties.contentType",
  references: ["CKV_AZURE_114"],
  kinds: ["azure-native:keyvault:Secret"],
  check: ({ props: { properties } }) =>
    properties?.contentType
      ? []
      : [{ path: "properties.contentType", got: properties?.contentType, want: 'a type such as "text/plain"' }],
  remediate({ properties }) {
    if (properties && !properties.contentType) properties.contentType = "text/plain";
  },
});
