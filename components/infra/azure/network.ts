import { Subnet } from "@pulumi/azure-native/network/subnet.js";
import { VirtualNetwork } from "@pulumi/azure-native/network/virtualNetwork.js";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component.ts";
import type { Where } from "./place.ts";

export interface NetworkArgs extends Where {
  networkName: pulumi.Input<string>;
  /** IPv4 range, /27 or larger: the least that Container Apps takes. */
  addressSpace: string;
}

/** A virtual network whose one subnet belongs to Container Apps. */
export class Network extends Component<NetworkArgs> {
  readonly subnetId: pulumi.Output<string>;

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("daca:azure:Network", name, args, opts);
    const child = { parent: this };
    const { resourceGroupName, location, tags } = args;

    const network = new VirtualNetwork(
      `${name}-network`,
      {
        resourceGroupName,
        location,
        tags,
        virtualNetworkName: args.networkName,
        addressSpace: { addressPrefixes: [args.addressSpace] },
      },
      // The subnet is a resource of its own; Azure lists it here too.
      { ...child, ignoreChanges: ["subnets"] },
    );
    const subnet = new Subnet(
      `${name}-subnet`,
      {
        resourceGroupName,
        virtualNetworkName: network.name,
        subnetName: "container-apps",
        addressPrefix: args.addressSpace,
        delegations: [{ name: "container-apps", serviceName: "Microsoft.App/environments" }],
      },
      child,
    );
    this.subnetId = subnet.id;
    this.registerOutputs({ subnetId: this.subnetId });
  }
}
