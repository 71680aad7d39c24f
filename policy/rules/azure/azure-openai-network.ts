import { closedByNeither, isPrivate, PRIVATE } from "../../lib/azure/azureNetwork.ts";
import { resourceRule } from "../../lib/rule.ts";

/** Models must be called from networks that are named. */
export const rule = resourceRule({
  name: "azure-openai-network",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "An account for models must be out of the internet's reach.",
  why: "a stolen token calls models, and reads what they are given, from anywhere",
  fix: 'set properties.publicNetworkAccess to "Disabled", or properties.networkAcls.defaultAction to "Deny"',
  references: ["CKV_AZURE_134", "AZP 037eea7a"],
  kinds: ["azure-native:cognitiveservices:Account"],
  check({ props: { properties } }) {
    const { publicNetworkAccess, networkAcls } = properties ?? {};
    const action = networkAcls?.defaultAction;
    if (isPrivate(publicNetworkAccess) || action === "Deny") return [];
    return [
      closedByNeither(
        { path: "properties.publicNetworkAccess", got: publicNetworkAccess, want: PRIVATE },
        { path: "properties.networkAcls.defaultAction", got: action, want: '"Deny"' },
      ),
    ];
  },
});
