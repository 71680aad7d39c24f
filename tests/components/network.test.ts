import assert from "node:assert/strict";
import { Network } from "../../components/infra/azure/network.ts";
import { childrenOf, GROUP_ID, IN_GROUP, PROVIDER, recordInAzure } from "../support/azure.ts";

function record() {
  return recordInAzure(({ where, opts }) => {
    const { subnetId } = new Network("network", { ...where, networkName: "vnet", addressSpace: "10.20.0.0/24" }, opts);
    return { subnetId };
  });
}

describe("Network", () => {
  it("is a network that leaves its list of subnets to the subnets themselves", async () => {
    const recorded = await record();
    assert.deepEqual(childrenOf(recorded, "network"), {
      "network-network": "azure-native:network:VirtualNetwork",
      "network-subnet": "azure-native:network:Subnet",
    });
    const { inputs, provider, ignoreChanges } = recorded.named("network-network");
    assert.equal(provider, PROVIDER);
    assert.deepEqual(ignoreChanges, ["subnets"]);
    assert.deepEqual(inputs, {
      ...IN_GROUP,
      virtualNetworkName: "vnet",
      addressSpace: { addressPrefixes: ["10.20.0.0/24"] },
      // What follows is the SDK's own default.
      enableDdosProtection: false,
      enableVmProtection: false,
    });
  });

  it("gives all of its addresses to Container Apps", async () => {
    const { named, outputs } = await record();
    assert.deepEqual(named("network-subnet").inputs, {
      resourceGroupName: "rg",
      virtualNetworkName: "vnet",
      subnetName: "container-apps",
      addressPrefix: "10.20.0.0/24",
      delegations: [{ name: "container-apps", serviceName: "Microsoft.App/environments" }],
      // What follows is the SDK's own default.
      privateEndpointNetworkPolicies: "Disabled",
      privateLinkServiceNetworkPolicies: "Enabled",
    });
    assert.deepEqual(named("network-subnet").dependencies, [named("network-network").urn]);
    assert.equal(
      outputs.subnetId,
      `${GROUP_ID}/providers/Microsoft.Network/virtualNetworks/vnet/subnets/container-apps`,
    );
  });
});
