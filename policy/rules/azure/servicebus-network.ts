import { z } from "zod";
import { referredBy } from "../../lib/azure/azureId.ts";
import { isPrivate, PRIVATE } from "../../lib/azure/azureNetwork.ts";
import { stackRule } from "../../lib/rule.ts";

/** A namespace must be out of the internet's reach, which Azure offers with the Premium tier only. */
export const rule = stackRule({
  name: "servicebus-network",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "A Service Bus namespace must be out of the internet's reach.",
  why: "a stolen token reads and sends agents' messages from anywhere",
  fix: 'set publicNetworkAccess to "Disabled", or add a NamespaceNetworkRuleSet whose defaultAction is "Deny"',
  references: ["CKV_AZURE_204", "AZP cbd11fd3", "AZP 1c06e275"],
  knobs: {
    skuAware: z.boolean().default(true).describe("Whether namespaces below Premium, which cannot be closed, may be."),
  },
  check(stack, { skuAware }) {
    const namespaces = stack.of("azure-native:servicebus:Namespace");
    const closing = stack
      .of("azure-native:servicebus:NamespaceNetworkRuleSet")
      .filter(({ props }) => props.defaultAction === "Deny" || isPrivate(props.publicNetworkAccess));
    const closed = new Set(
      closing.flatMap((set) => referredBy(set, namespaces, () => set.props.namespaceName)).map(({ urn }) => urn),
    );
    return namespaces.flatMap((namespace) => {
      const { sku, publicNetworkAccess } = namespace.props;
      if (skuAware && sku?.name !== "Premium") return [];
      if (isPrivate(publicNetworkAccess) || closed.has(namespace.urn)) return [];
      const want = `${PRIVATE}, or a NamespaceNetworkRuleSet that denies by default`;
      return [{ resource: namespace, path: "publicNetworkAccess", got: publicNetworkAccess, want, absent: true }];
    });
  },
});
