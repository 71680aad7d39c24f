import { rule } from "../../../../policy/rules/azure/cosmos-network.ts";
import { azure, idOf } from "../../../support/azureResource.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

function account(props: object = { publicNetworkAccess: "Disabled" }): Fixture {
  return azure("cosmosdb:DatabaseAccount", { accountName: "memory", ...props });
}

function endpoint(privateLinkServiceId?: string, more: Partial<Fixture> = {}): Fixture {
  const connection = { groupIds: ["Sql"], privateLinkServiceId };
  return azure("network:PrivateEndpoint", { privateLinkServiceConnections: [connection] }, { name: "pe", ...more });
}

const toAccount = endpoint(idOf("microsoft.documentdb/databaseAccounts/Memory"));
const missing = "it : got nothing, want a PrivateEndpoint to it";

describeRule(rule, {
  passes: {
    "a closed account with a private endpoint": { of: [account(), toAccount] },
    "a perimeter around it": { of: [account({ publicNetworkAccess: "SecuredByPerimeter" }), toAccount] },
    "a private endpoint that somebody must approve": {
      of: [
        account(),
        azure("network:PrivateEndpoint", {
          manualPrivateLinkServiceConnections: [
            { privateLinkServiceId: idOf("Microsoft.DocumentDB/databaseAccounts/memory") },
          ],
        }),
      ],
    },
    "an account that lets in one network": {
      of: account({ isVirtualNetworkFilterEnabled: true, virtualNetworkRules: [{ id: "subnet" }] }),
      knobs: { privateEndpoint: false },
    },
    "an account that lets in some ranges": {
      of: account({ ipRules: [{ ipAddressOrRange: "198.51.100.0/24" }] }),
      knobs: { privateEndpoint: false, allowedIps: ["198.51.100.0/24"] },
    },
  },
  fails: {
    "an account that faces the internet": {
      of: account({ publicNetworkAccess: "Enabled" }),
      finds: [
        ": got nothing, want a PrivateEndpoint to it",
        'ipRules: got nothing, want ranges that are yours, or "Disabled" at publicNetworkAccess',
      ],
    },
    "a network whose filter is off": {
      of: [account({ virtualNetworkRules: [{ id: "subnet" }] }), toAccount],
      finds: ['it publicNetworkAccess: got nothing, want "Disabled", or ranges that are yours at ipRules'],
    },
    "ranges that let in everything in Azure, and others": {
      of: [account({ ipRules: [{ ipAddressOrRange: "0.0.0.0" }, { ipAddressOrRange: "203.0.113.7" }] }), toAccount],
      knobs: { allowedIps: ["198.51.100.0/24"] },
      finds: [
        'it ipRules[0].ipAddressOrRange: got "0.0.0.0", want ranges that are yours',
        'it ipRules[1].ipAddressOrRange: got "203.0.113.7", want ranges that are yours',
      ],
    },
    "a private endpoint to another account": {
      of: [account(), endpoint(idOf("Microsoft.DocumentDB/databaseAccounts/other-memory"))],
      finds: [missing],
    },
  },
  unknown: {
    "an endpoint whose target is not known yet": {
      of: [endpoint(), account()],
      path: "privateLinkServiceConnections[0].privateLinkServiceId",
    },
    "ranges that are not known yet": {
      of: [account({ publicNetworkAccess: "Enabled" }), toAccount],
      path: "ipRules",
    },
    "an access that is not known yet": { of: [account({}), toAccount], path: "publicNetworkAccess" },
  },
  mutation: {
    kind: "azure-native:cosmosdb:DatabaseAccount",
    change: ({ props }) => {
      props.ipRules = [{ ipAddressOrRange: "0.0.0.0" }, { ipAddressOrRange: "0.0.0.0/0" }];
    },
  },
});
