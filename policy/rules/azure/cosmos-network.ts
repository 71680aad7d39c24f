import { z } from "zod";
import { referredBy } from "../../lib/azure/azureId.ts";
import { closedByNeither, isPrivate, isTooWide, PRIVATE } from "../../lib/azure/azureNetwork.ts";
import { type StackFinding, stackRule } from "../../lib/rule.ts";

/** An account must be out of the internet's reach, and within the agents'. */
export const rule = stackRule({
  name: "cosmos-network",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "A Cosmos DB account must be reached from the agents' network only, through a private endpoint.",
  why: "a stolen token reads every agent's memory from anywhere",
  fix: 'set publicNetworkAccess to "Disabled" and add a PrivateEndpoint to the account',
  references: ["AZR-000421", "CKV_AZURE_99", "CKV_AZURE_101", "AZP 797b37f7", "AZP 12339a85", "AZP 58440f8a"],
  knobs: {
    allowedIps: z
      .array(z.string())
      .default([])
      .describe("Addresses and ranges that ipRules may hold; any but 0.0.0.0 where empty."),
    privateEndpoint: z.boolean().default(true).describe("Whether the stack must hold a private endpoint to it."),
  },
  check(stack, { allowedIps, privateEndpoint }) {
    const accounts = stack.of("azure-native:cosmosdb:DatabaseAccount");
    const connected = new Set(
      stack.of("azure-native:network:PrivateEndpoint").flatMap((endpoint) => {
        const { privateLinkServiceConnections = [], manualPrivateLinkServiceConnections = [] } = endpoint.props;
        return [...privateLinkServiceConnections, ...manualPrivateLinkServiceConnections].flatMap((connection) =>
          referredBy(endpoint, accounts, () => connection.privateLinkServiceId).map(({ urn }) => urn),
        );
      }),
    );
    return accounts.flatMap((account): StackFinding[] => {
      const { publicNetworkAccess, ipRules, isVirtualNetworkFilterEnabled } = account.props;
      const closed = isPrivate(publicNetworkAccess);
      const wide = (closed ? [] : (ipRules ?? [])).flatMap(({ ipAddressOrRange }, index) =>
        isTooWide(ipAddressOrRange, allowedIps)
          ? [{ path: `ipRules[${index}].ipAddressOrRange`, got: ipAddressOrRange, want: "ranges that are yours" }]
          : [],
      );
      const filtered = closed || Boolean(ipRules?.length) || isVirtualNetworkFilterEnabled === true;
      return [
        ...wide,
        ...(filtered
          ? []
          : [
              closedByNeither(
                { path: "publicNetworkAccess", got: publicNetworkAccess, want: PRIVATE },
                { path: "ipRules", got: ipRules, want: "ranges that are yours" },
              ),
            ]),
        ...(privateEndpoint && !connected.has(account.urn)
          ? [{ path: "", want: "a PrivateEndpoint to it", absent: true as const }]
          : []),
      ].map((finding) => ({ resource: account, ...finding }));
    });
  },
});
