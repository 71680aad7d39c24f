import type { Finding } from "../../lib/rule.ts";
import { resourceRule } from "../../lib/rule.ts";

/** Cosmos DB must be reached by identity, and its keys must not change it. */
export const rule = resourceRule({
  name: "cosmos-no-keys",
  pack: "security",
  enforcement: "always",
  severity: "critical",
  description: "A Cosmos DB account must be reached by identity alone and over TLS 1.2.",
  why: "whoever finds a key owns every agent's memory, and nobody sees who it was",
  fix: 'set disableLocalAuth and disableKeyBasedMetadataWriteAccess to true, and minimalTlsVersion to "Tls12"',
  references: ["AZR-000420", "AZR-000095", "AZR-000415", "CKV_AZURE_140", "CKV_AZURE_132", "AZP 5450f5bd"],
  kinds: ["azure-native:cosmosdb:DatabaseAccount"],
  check({ props }) {
    const findings: Finding[] = [];
    for (const path of ["disableLocalAuth", "disableKeyBasedMetadataWriteAccess"] as const) {
      if (props[path] !== true) findings.push({ path, got: props[path], want: "true" });
    }
    if (props.minimalTlsVersion !== "Tls12") {
      findings.push({ path: "minimalTlsVersion", got: props.minimalTlsVersion, want: '"Tls12"' });
    }
    return findings;
  },
  remediate(props) {
    props.disableLocalAuth = true;
    props.minimalTlsVersion = "Tls12";
  },
});
