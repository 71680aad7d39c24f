import { type Finding, resourceRule } from "../../lib/rule.ts";

const SAFE = ["1.2", "1.3"];

/** Service Bus must be reached by identity, and over a TLS that is not broken. */
export const rule = resourceRule({
  name: "servicebus-no-keys",
  pack: "security",
  enforcement: "always",
  severity: "critical",
  description: "A Service Bus namespace must be reached by identity alone and over TLS 1.2.",
  why: "whoever finds a key can read every agent's messages and give orders in any agent's name",
  fix: 'set disableLocalAuth to true and minimumTlsVersion to "1.2"',
  references: ["AZR-000178", "AZR-000315", "CKV_AZURE_203", "CKV_AZURE_205", "AZP cfb11c26"],
  kinds: ["azure-native:servicebus:Namespace"],
  check({ props: { disableLocalAuth, minimumTlsVersion } }) {
    const findings: Finding[] = [];
    if (disableLocalAuth !== true) findings.push({ path: "disableLocalAuth", got: disableLocalAuth, want: "true" });
    if (!SAFE.includes(minimumTlsVersion ?? "")) {
      findings.push({ path: "minimumTlsVersion", got: minimumTlsVersion, want: '"1.2"' });
    }
    return findings;
  },
  remediate(props) {
    if (props.disableLocalAuth !== true) props.disableLocalAuth = true;
    if (!SAFE.includes(props.minimumTlsVersion ?? "")) props.minimumTlsVersion = "1.2";
  },
});
