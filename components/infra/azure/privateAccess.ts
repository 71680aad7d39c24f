import { PrivateDnsZoneGroup } from "@pulumi/azure-native/network/privateDnsZoneGroup.js";
import { PrivateEndpoint } from "@pulumi/azure-native/network/privateEndpoint.js";
import { PrivateZone } from "@pulumi/azure-native/privatedns/privateZone.js";
import { VirtualNetworkLink } from "@pulumi/azure-native/privatedns/virtualNetworkLink.js";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component.ts";
import type { Where } from "./place.ts";

/** Services that can be reached from inside a network, and the DNS zone that then answers for their names. */
const SERVICES = {
  vault: "privatelink.vaultcore.azure.net",
  blob: "privatelink.blob.core.windows.net",
} as const;

export interface PrivateAccessArgs extends Where {
  endpointName: pulumi.Input<string>;
  /** What kind of service it is; one network takes one of each kind. */
  service: keyof typeof SERVICES;
  /** The resource to reach. */
  resourceId: pulumi.Input<string>;
  networkId: pulumi.Input<string>;
  subnetId: pulumi.Input<string>;
}

/**
 * A private way from a network into one service, under the service's own name. $7.30 a month and a cent a gigabyte; of
 * the services used here Key Vault and Storage have it in every SKU, Service Bus and the registry only in Premium.
 */
export class PrivateAccess extends Component<PrivateAccessArgs> {
  /** What must exist before the service is reached that way. */
  readonly ready: pulumi.Resource[];

  constructor(name: string, args: PrivateAccessArgs, opts?: pulumi.ComponentResourceOptions) {
    super("daca:azure:PrivateAccess", name, args, opts);
    const child = { parent: this };
    const { resourceGroupName, location, tags, service } = args;

    const zone = new PrivateZone(
      `${name}-zone`,
      { resourceGroupName, tags, location: "global", privateZoneName: SERVICES[service] },
      child,
    );
    const link = new VirtualNetworkLink(
      `${name}-zone-link`,
      {
        resourceGroupName,
        tags,
        location: "global",
        privateZoneName: zone.name,
        virtualNetworkLinkName: "network",
        virtualNetwork: { id: args.networkId },
        registrationEnabled: false,
      },
      child,
    );
    const endpoint = new PrivateEndpoint(
      `${name}-endpoint`,
      {
        resourceGroupName,
        location,
        tags,
        privateEndpointName: args.endpointName,
        subnet: { id: args.subnetId },
        privateLinkServiceConnections: [{ name: service, privateLinkServiceId: args.resourceId, groupIds: [service] }],
      },
      child,
    );
    const names = new PrivateDnsZoneGroup(
      `${name}-names`,
      {
        resourceGroupName,
        privateEndpointName: endpoint.name,
        privateDnsZoneGroupName: "default",
        privateDnsZoneConfigs: [{ name: service, privateDnsZoneId: zone.id }],
      },
      child,
    );
    this.ready = [link, names];
    this.registerOutputs({});
  }
}
