import { type AzureSimulation, GROUP } from "./azureSimulation.ts";

/** Networks, and the private ways into services. */
export const network: Record<string, AzureSimulation> = {
  "network:VirtualNetwork": {
    id: `${GROUP}/providers/Microsoft.Network/virtualNetworks/{virtualNetworkName}`,
    replaces: ["location"],
  },
  "network:Subnet": {
    id: `${GROUP}/providers/Microsoft.Network/virtualNetworks/{virtualNetworkName}/subnets/{subnetName}`,
  },
  "network:NetworkSecurityGroup": {
    id: `${GROUP}/providers/Microsoft.Network/networkSecurityGroups/{networkSecurityGroupName}`,
    replaces: ["location"],
  },
  "network:PublicIPAddress": {
    id: `${GROUP}/providers/Microsoft.Network/publicIPAddresses/{publicIpAddressName}`,
    // A range that no machine has (RFC 5737).
    adds: () => ({ ipAddress: "203.0.113.10" }),
    replaces: ["location", "zones"],
  },
  "network:NatGateway": {
    id: `${GROUP}/providers/Microsoft.Network/natGateways/{natGatewayName}`,
    replaces: ["location", "zones"],
  },
  "network:PrivateEndpoint": {
    id: `${GROUP}/providers/Microsoft.Network/privateEndpoints/{privateEndpointName}`,
    replaces: ["location", "subnet"],
  },
  "network:PrivateDnsZoneGroup": {
    id: `${GROUP}/providers/Microsoft.Network/privateEndpoints/{privateEndpointName}/privateDnsZoneGroups/{privateDnsZoneGroupName}`,
  },
  "privatedns:PrivateZone": {
    id: `${GROUP}/providers/Microsoft.Network/privateDnsZones/{privateZoneName}`,
  },
  "privatedns:VirtualNetworkLink": {
    id: `${GROUP}/providers/Microsoft.Network/privateDnsZones/{privateZoneName}/virtualNetworkLinks/{virtualNetworkLinkName}`,
    replaces: ["virtualNetwork"],
  },
};
