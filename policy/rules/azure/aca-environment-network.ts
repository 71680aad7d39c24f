import { closedByNeither, isPrivate, PRIVATE } from "../../lib/azure/azureNetwork.ts";
import { type Finding, resourceRule } from "../../lib/rule.ts";

/** An environment must be in a network of its own, and out of the internet's reach by either of two ways. */
export const rule = resourceRule({
  name: "aca-environment-network",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "A Container Apps environment must lie in a virtual network, out of the internet's reach.",
  why: "every app that is made external later faces the internet, and nothing can filter what agents call",
  fix: "set vnetConfiguration.infrastructureSubnetId and vnetConfiguration.internal; the environment is replaced",
  references: ["AZR-000363", "AZP d074ddf8", "AZP 8b346db6"],
  kinds: ["azure-native:app:ManagedEnvironment"],
  check({ props: { vnetConfiguration, publicNetworkAccess } }) {
    const findings: Finding[] = [];
    if (!vnetConfiguration?.infrastructureSubnetId) {
      findings.push({ path: "vnetConfiguration.infrastructureSubnetId", want: "a subnet" });
    }
    const internal = vnetConfiguration?.internal;
    if (internal !== true && !isPrivate(publicNetworkAccess)) {
      findings.push(
        closedByNeither(
          { path: "publicNetworkAccess", got: publicNetworkAccess, want: PRIVATE },
          { path: "vnetConfiguration.internal", got: internal, want: "true" },
        ),
      );
    }
    return findings;
  },
});
