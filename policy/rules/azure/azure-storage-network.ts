import { closedByNeither, isPrivate, PRIVATE } from "../../lib/azure/azureNetwork.ts";
import { resourceRule } from "../../lib/rule.ts";

/** A storage account must be out of the internet's reach, by either of two ways. */
export const rule = resourceRule({
  name: "azure-storage-network",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "A storage account must let in only networks that are named.",
  why: "a stolen token reads every file from anywhere",
  fix: 'set networkRuleSet.defaultAction to "Deny", or publicNetworkAccess to "Disabled"',
  references: ["CKV_AZURE_35"],
  kinds: ["azure-native:storage:StorageAccount"],
  check({ props: { networkRuleSet, publicNetworkAccess } }) {
    const action = networkRuleSet?.defaultAction;
    if (isPrivate(publicNetworkAccess) || action === "Deny") return [];
    return [
      closedByNeither(
        { path: "networkRuleSet.defaultAction", got: action, want: '"Deny"' },
        { path: "publicNetworkAccess", got: publicNetworkAccess, want: PRIVATE },
      ),
    ];
  },
});
