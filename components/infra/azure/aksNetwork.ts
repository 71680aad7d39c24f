import { NatGateway } from "@pulumi/azure-native/network/natGateway.js";
import { PublicIPAddress } from "@pulumi/azure-native/network/publicIPAddress.js";
import { Subnet, type SubnetArgs } from "@pulumi/azure-native/network/subnet.js";
import { VirtualNetwork } from "@pulumi/azure-native/network/virtualNetwork.js";
import { PrivateZone } from "@pulumi/azure-native/privatedns/privateZone.js";
import { VirtualNetworkLink } from "@pulumi/azure-native/privatedns/virtualNetworkLink.js";
import * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component.ts";
import { addressPlan } from "./addressPlan.ts";
import type { Where } from "./place.ts";
import { databaseRules, nodeRules, securityGroup } from "./securityGroups.ts";

export interface AksNetworkArgs extends Where {
  names: Record<
    "network" | "natGateway" | "publicAddress" | "nodeSecurityGroup" | "databaseSecurityGroup",
    pulumi.Input<string>
  >;
  /** IPv4 range, /23 or larger. Half of it is the nodes'. */
  addressSpace: string;
  /** IPv4 ranges that are used beside it, by what for, such as the pods' own: none may overlap. */
  otherRanges: Record<string, string>;
  /** Availability zones that the address of outgoing traffic is held in. */
  zones: string[];
}

/** Zone that a PostgreSQL server in the network gets its name in. Azure wants this ending. */
const DATABASE_ZONE = "agents.private.postgres.database.azure.com";

/**
 * The network that a cluster and its database lie in. Nothing is reached from outside; what goes out leaves by one
 * address of its own, which others can let in by.
 */
export class AksNetwork extends Component<AksNetworkArgs> {
  readonly networkId: pulumi.Output<string>;
  readonly nodesSubnetId: pulumi.Output<string>;
  readonly apiSubnetId: pulumi.Output<string>;
  readonly databaseSubnetId: pulumi.Output<string>;
  readonly endpointsSubnetId: pulumi.Output<string>;
  /** Private DNS zone of the database; known once the network looks into it. */
  readonly databaseZoneId: pulumi.Output<string>;
  /** Address that all outgoing traffic comes from. */
  readonly egressAddress: pulumi.Output<string>;

  constructor(name: string, args: AksNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("daca:azure:AksNetwork", name, args, opts);
    const child = { parent: this };
    const { resourceGroupName, location, tags, names } = args;
    const plan = addressPlan(args.addressSpace, args.otherRanges);
    const here = { resourceGroupName, location, tags };

    const network = new VirtualNetwork(
      `${name}-network`,
      { ...here, virtualNetworkName: names.network, addressSpace: { addressPrefixes: [args.addressSpace] } },
      // The subnets are resources of their own; Azure lists them here too.
      { ...child, ignoreChanges: ["subnets"] },
    );
    const address = new PublicIPAddress(
      `${name}-address`,
      {
        ...here,
        publicIpAddressName: names.publicAddress,
        sku: { name: "Standard", tier: "Regional" },
        publicIPAllocationMethod: "Static",
        publicIPAddressVersion: "IPv4",
        zones: args.zones,
      },
      child,
    );
    const nat = new NatGateway(
      `${name}-nat`,
      {
        ...here,
        natGatewayName: names.natGateway,
        sku: { name: "Standard" },
        publicIpAddresses: [{ id: address.id }],
        // A model may think for minutes before it answers; 4 is Azure's default.
        idleTimeoutInMinutes: 10,
      },
      child,
    );
    const nodeGuard = securityGroup(
      `${name}-nodes-guard`,
      { ...here, networkSecurityGroupName: names.nodeSecurityGroup, securityRules: nodeRules() },
      child,
    );
    const databaseGuard = securityGroup(
      `${name}-database-guard`,
      { ...here, networkSecurityGroupName: names.databaseSecurityGroup, securityRules: databaseRules(plan) },
      child,
    );

    let last: Subnet | undefined;
    const subnet = (part: string, subnetName: string, more: Omit<SubnetArgs, keyof Placed>) => {
      const placed: Placed = { resourceGroupName, virtualNetworkName: network.name, subnetName };
      // One by one: Azure changes a network for one caller at a time.
      last = new Subnet(`${name}-${part}`, { ...placed, ...more }, { ...child, ...(last ? { dependsOn: last } : {}) });
      return last.id;
    };
    this.nodesSubnetId = subnet("nodes", "nodes", {
      addressPrefix: plan.nodes,
      natGateway: { id: nat.id },
      networkSecurityGroup: { id: nodeGuard.id },
      defaultOutboundAccess: false,
    });
    this.apiSubnetId = subnet("api", "api-server", {
      addressPrefix: plan.api,
      delegations: [{ name: "aks", serviceName: "Microsoft.ContainerService/managedClusters" }],
    });
    this.databaseSubnetId = subnet("database", "database", {
      addressPrefix: plan.database,
      networkSecurityGroup: { id: databaseGuard.id },
      delegations: [{ name: "postgresql", serviceName: "Microsoft.DBforPostgreSQL/flexibleServers" }],
      // The server writes its log to storage on the way to a backup.
      serviceEndpoints: [{ service: "Microsoft.Storage" }],
    });
    this.endpointsSubnetId = subnet("endpoints", "private-endpoints", {
      addressPrefix: plan.endpoints,
      privateEndpointNetworkPolicies: "Enabled",
      defaultOutboundAccess: false,
    });

    const zone = new PrivateZone(
      `${name}-database-zone`,
      { resourceGroupName, tags, location: "global", privateZoneName: DATABASE_ZONE },
      child,
    );
    const link = new VirtualNetworkLink(
      `${name}-database-zone-link`,
      {
        resourceGroupName,
        tags,
        location: "global",
        privateZoneName: zone.name,
        virtualNetworkLinkName: "network",
        virtualNetwork: { id: network.id },
        registrationEnabled: false,
      },
      child,
    );

    this.networkId = network.id;
    this.databaseZoneId = pulumi.all([zone.id, link.id]).apply(([id]) => id);
    this.egressAddress = address.ipAddress.apply((text) => text ?? "unknown");
    this.registerOutputs({ egressAddress: this.egressAddress });
  }
}

/** What says where a subnet is. */
type Placed = Pick<SubnetArgs, "resourceGroupName" | "virtualNetworkName" | "subnetName">;
