import { type Finding, resourceRule } from "../../lib/rule.ts";

/** Apps of an environment must talk to each other over mutual TLS. */
export const rule = resourceRule({
  name: "aca-environment-encryption",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "Apps in a Container Apps environment must talk to each other over mutual TLS.",
  why: "one app could read what another is told, or speak in its name",
  fix: "set peerAuthentication.mtls.enabled and peerTrafficConfiguration.encryption.enabled to true",
  references: ["ASI07"],
  kinds: ["azure-native:app:ManagedEnvironment"],
  check({ props: { peerAuthentication, peerTrafficConfiguration } }) {
    const findings: Finding[] = [];
    const mtls = peerAuthentication?.mtls?.enabled;
    const encryption = peerTrafficConfiguration?.encryption?.enabled;
    if (mtls !== true) findings.push({ path: "peerAuthentication.mtls.enabled", got: mtls, want: "true" });
    if (encryption !== true) {
      findings.push({ path: "peerTrafficConfiguration.encryption.enabled", got: encryption, want: "true" });
    }
    return findings;
  },
  remediate(props) {
    if (props.peerAuthentication?.mtls?.enabled !== true) props.peerAuthentication = { mtls: { enabled: true } };
    if (props.peerTrafficConfiguration?.encryption?.enabled !== true) {
      props.peerTrafficConfiguration = { encryption: { enabled: true } };
    }
  },
});
