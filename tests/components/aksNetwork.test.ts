import assert from "node:assert/strict";
import { addressPlan } from "../../components/infra/azure/addressPlan.ts";
import { addressIn } from "../../components/infra/ipv4.ts";
import { childrenOf, GROUP_ID, IN_GROUP, PROVIDER, recordInAzure } from "../support/azure.ts";
import { networkIn } from "../support/azureEnterprise.ts";
import { namesOf } from "../support/program.ts";

const NETWORK = `${GROUP_ID}/providers/Microsoft.Network`;

function record() {
  return recordInAzure((azure) => {
    const network = networkIn(azure);
    const { nodesSubnetId, apiSubnetId, databaseSubnetId, endpointsSubnetId, databaseZoneId, egressAddress } = network;
    return { nodesSubnetId, apiSubnetId, databaseSubnetId, endpointsSubnetId, databaseZoneId, egressAddress };
  });
}

describe("addressPlan", () => {
  it("cuts a network into four parts that do not overlap", () => {
    assert.deepEqual(addressPlan("10.30.0.0/16", {}), {
      nodes: "10.30.0.0/17",
      api: "10.30.128.0/27",
      database: "10.30.128.32/27",
      endpoints: "10.30.128.64/26",
    });
    assert.deepEqual(addressPlan("172.16.6.0/23", {}), {
      nodes: "172.16.6.0/24",
      api: "172.16.7.0/27",
      database: "172.16.7.32/27",
      endpoints: "172.16.7.64/26",
    });
  });

  it("refuses everything at once that does not fit", () => {
    assert.throws(() => addressPlan("10.0.0.0/24", { pods: "10.0.0.0/8", services: "10.9.0.0/16" }), {
      message:
        "the network and pods (10.0.0.0/8) overlap; pods (10.0.0.0/8) and services (10.9.0.0/16) overlap; the network 10.0.0.0/24 is smaller than /23",
    });
  });

  it("takes a range by the addresses in it, wherever it is said to begin", () => {
    assert.equal(addressPlan("10.30.77.5/16", {}).nodes, "10.30.0.0/17");
    assert.equal(addressIn("10.245.3.9/20", 10), "10.245.0.10");
  });
});

describe("AksNetwork", () => {
  it("is a network with its parts, and one address that traffic leaves by", async () => {
    const recorded = await record();
    assert.deepEqual(childrenOf(recorded, "network"), {
      "network-network": "azure-native:network:VirtualNetwork",
      "network-address": "azure-native:network:PublicIPAddress",
      "network-nat": "azure-native:network:NatGateway",
      "network-nodes-guard": "azure-native:network:NetworkSecurityGroup",
      "network-database-guard": "azure-native:network:NetworkSecurityGroup",
      "network-nodes": "azure-native:network:Subnet",
      "network-api": "azure-native:network:Subnet",
      "network-database": "azure-native:network:Subnet",
      "network-endpoints": "azure-native:network:Subnet",
      "network-database-zone": "azure-native:privatedns:PrivateZone",
      "network-database-zone-link": "azure-native:privatedns:VirtualNetworkLink",
    });
    const { inputs, provider, ignoreChanges } = recorded.named("network-network");
    assert.equal(provider, PROVIDER);
    assert.deepEqual(ignoreChanges, ["subnets"]);
    assert.deepEqual(inputs.addressSpace, { addressPrefixes: ["10.30.0.0/16"] });
    assert.deepEqual(recorded.named("network-address").inputs, {
      ...IN_GROUP,
      publicIpAddressName: "pip",
      sku: { name: "Standard", tier: "Regional" },
      publicIPAllocationMethod: "Static",
      publicIPAddressVersion: "IPv4",
      zones: ["1", "2", "3"],
    });
    assert.deepEqual(recorded.named("network-nat").inputs, {
      ...IN_GROUP,
      natGatewayName: "ng",
      sku: { name: "Standard" },
      publicIpAddresses: [{ id: `${NETWORK}/publicIPAddresses/pip` }],
      idleTimeoutInMinutes: 10,
    });
  });

  it("gives each part the addresses, the owner and the firewall that it needs", async () => {
    const { named } = await record();
    const subnet = (subnetName: string, addressPrefix: string) => ({
      resourceGroupName: "rg",
      virtualNetworkName: "vnet",
      subnetName,
      addressPrefix,
      // What follows is the SDK's own default.
      privateEndpointNetworkPolicies: "Disabled",
      privateLinkServiceNetworkPolicies: "Enabled",
    });
    assert.deepEqual(named("network-nodes").inputs, {
      ...subnet("nodes", "10.30.0.0/17"),
      natGateway: { id: `${NETWORK}/natGateways/ng` },
      networkSecurityGroup: { id: `${NETWORK}/networkSecurityGroups/nsg-nodes` },
      defaultOutboundAccess: false,
    });
    assert.deepEqual(named("network-api").inputs, {
      ...subnet("api-server", "10.30.128.0/27"),
      delegations: [{ name: "aks", serviceName: "Microsoft.ContainerService/managedClusters" }],
    });
    assert.deepEqual(named("network-database").inputs, {
      ...subnet("database", "10.30.128.32/27"),
      networkSecurityGroup: { id: `${NETWORK}/networkSecurityGroups/nsg-database` },
      delegations: [{ name: "postgresql", serviceName: "Microsoft.DBforPostgreSQL/flexibleServers" }],
      serviceEndpoints: [{ service: "Microsoft.Storage" }],
    });
    assert.deepEqual(named("network-endpoints").inputs, {
      ...subnet("private-endpoints", "10.30.128.64/26"),
      privateEndpointNetworkPolicies: "Enabled",
      defaultOutboundAccess: false,
    });
  });

  it("changes one part of the network at a time, as Azure wants it", async () => {
    const { named } = await record();
    for (const [later, earlier] of [
      ["network-api", "network-nodes"],
      ["network-database", "network-api"],
      ["network-endpoints", "network-database"],
    ] as const) {
      assert.ok(namesOf(named(later).dependencies).includes(earlier), `${later} waits for ${earlier}`);
    }
  });

  it("lets nobody from outside at the nodes, and only nodes and the standby at the database", async () => {
    const { named } = await record();
    const rules = (name: string) =>
      (named(name).inputs.securityRules as Record<string, unknown>[]).map((rule) => [
        rule.priority,
        rule.direction,
        rule.access,
        rule.protocol,
        rule.sourceAddressPrefix,
        rule.destinationPortRange,
      ]);
    assert.deepEqual(rules("network-nodes-guard"), [[4096, "Inbound", "Deny", "*", "Internet", "*"]]);
    assert.deepEqual(rules("network-database-guard"), [
      [100, "Inbound", "Allow", "Tcp", "10.30.128.32/27", "5432"],
      [110, "Inbound", "Allow", "Tcp", "10.30.0.0/17", "5432"],
      [4096, "Inbound", "Deny", "*", "*", "*"],
    ]);
  });

  it("says where its parts are, and names the database's zone only once the network looks into it", async () => {
    const { named, outputs } = await record();
    const subnets = `${NETWORK}/virtualNetworks/vnet/subnets`;
    assert.deepEqual(outputs, {
      nodesSubnetId: `${subnets}/nodes`,
      apiSubnetId: `${subnets}/api-server`,
      databaseSubnetId: `${subnets}/database`,
      endpointsSubnetId: `${subnets}/private-endpoints`,
      databaseZoneId: `${NETWORK}/privateDnsZones/agents.private.postgres.database.azure.com`,
      egressAddress: "203.0.113.10",
    });
    assert.deepEqual(named("network-database-zone-link").inputs, {
      resourceGroupName: "rg",
      tags: IN_GROUP.tags,
      location: "global",
      privateZoneName: "agents.private.postgres.database.azure.com",
      virtualNetworkLinkName: "network",
      virtualNetwork: { id: `${NETWORK}/virtualNetworks/vnet` },
      registrationEnabled: false,
    });
  });
});
