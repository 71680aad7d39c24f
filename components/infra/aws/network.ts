import { DefaultSecurityGroup } from "@pulumi/aws/ec2/defaultSecurityGroup.js";
import { InternetGateway } from "@pulumi/aws/ec2/internetGateway.js";
import { Route } from "@pulumi/aws/ec2/route.js";
import { RouteTable } from "@pulumi/aws/ec2/routeTable.js";
import { RouteTableAssociation } from "@pulumi/aws/ec2/routeTableAssociation.js";
import { Subnet } from "@pulumi/aws/ec2/subnet.js";
import { Vpc } from "@pulumi/aws/ec2/vpc.js";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component.ts";
import { addressPlan } from "./addressPlan.ts";
import { flowLog } from "./flowLog.ts";
import { natGateway } from "./natGateway.ts";
import { type InterfaceService, interfaceEndpoints, s3Endpoint } from "./vpcEndpoints.ts";
import { named, placed, type Where } from "./where.ts";

export interface NetworkArgs extends Where {
  /** What the network is called in the console. */
  title: string;
  /** IPv4 range between /16 and /20. It must not overlap with networks that it is connected to. */
  addressSpace: string;
  /** Ids of two or three zones, such as `euw1-az1`. */
  zoneIds: readonly string[];
  /**
   * `regional` has a gateway in every zone with nodes, so that a zone that fails takes no other one's way out with it
   * ($32.85 a month for each). `single` is one in the first zone, for stacks that may stop with it.
   */
  nat: "regional" | "single";
  /** Services reached by an address inside the network. See {@link InterfaceService} for when that pays. */
  interfaceServices?: readonly InterfaceService[];
  /** Key of the flow logs. CloudWatch Logs must be allowed to use it. */
  keyArn: pulumi.Input<string>;
  /** Days that flow logs are kept. */
  logDays: number;
}

/** Tags by which load balancers find their subnets. */
const LOAD_BALANCERS = { public: "kubernetes.io/role/elb", private: "kubernetes.io/role/internal-elb" } as const;

type Kind = "public" | "private" | "database";

/**
 * A network with a public, a private and a database subnet in each zone. Nodes have no public address: they go out by
 * NAT. The database has no way out at all.
 */
export class Network extends Component<NetworkArgs> {
  readonly vpcId: pulumi.Output<string>;
  /** In the order of the zones. */
  readonly subnetIds: Record<Kind, pulumi.Output<string>[]>;
  /** Names of the zones, such as `eu-west-1a`: what they are called in this account. */
  readonly zoneNames: pulumi.Output<string>[];
  /** What must exist before a node can reach anything outside. */
  readonly ready: pulumi.Resource[];

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("daca:aws:Network", name, args, opts);
    const child = { parent: this };
    const plan = addressPlan(args.addressSpace, args.zoneIds.length);

    const vpc = new Vpc(
      `${name}-vpc`,
      {
        region: args.region,
        tags: named(args, args.title),
        cidrBlock: args.addressSpace,
        // Private names of endpoints and of the database's instances need both.
        enableDnsSupport: true,
        enableDnsHostnames: true,
      },
      child,
    );
    const vpcId = vpc.id;
    // Who forgets to name a security group gets this one: it lets nothing in or out.
    new DefaultSecurityGroup(`${name}-default`, { ...placed(args), vpcId, ingress: [], egress: [] }, child);
    const internet = new InternetGateway(`${name}-internet`, { ...placed(args), vpcId }, child);

    const table = (kind: Kind) =>
      new RouteTable(
        `${name}-${kind}`,
        { region: args.region, tags: named(args, `${args.title}-${kind}`), vpcId },
        child,
      );
    const tables = { public: table("public"), private: table("private"), database: table("database") };
    const routed: Record<Kind, pulumi.Resource[]> = { public: [], private: [], database: [] };
    const subnetsOf = (kind: Kind) =>
      args.zoneIds.map((availabilityZoneId, zone) => {
        const balanced = kind === "database" ? {} : { [LOAD_BALANCERS[kind]]: "1" };
        const subnet = new Subnet(
          `${name}-${kind}-${availabilityZoneId}`,
          {
            region: args.region,
            tags: { ...named(args, `${args.title}-${kind}-${availabilityZoneId}`), ...balanced },
            vpcId,
            availabilityZoneId,
            cidrBlock: plan[kind][zone] as string,
            mapPublicIpOnLaunch: false,
          },
          child,
        );
        const association = new RouteTableAssociation(
          `${name}-${kind}-${availabilityZoneId}-routes`,
          { region: args.region, subnetId: subnet.id, routeTableId: tables[kind].id },
          child,
        );
        routed[kind].push(association);
        return subnet;
      });
    const subnets = { public: subnetsOf("public"), private: subnetsOf("private"), database: subnetsOf("database") };

    const out = new Route(
      `${name}-public-out`,
      {
        region: args.region,
        routeTableId: tables.public.id,
        destinationCidrBlock: "0.0.0.0/0",
        gatewayId: internet.id,
      },
      child,
    );
    const nat = natGateway(
      `${name}-nat`,
      { ...args, vpcId, subnetId: (subnets.public[0] as Subnet).id },
      { ...child, dependsOn: [internet, out] },
    );
    const privateOut = new Route(
      `${name}-private-out`,
      {
        region: args.region,
        routeTableId: tables.private.id,
        destinationCidrBlock: "0.0.0.0/0",
        natGatewayId: nat.id,
      },
      child,
    );
    const s3 = s3Endpoint(`${name}-s3`, { ...args, vpcId, routeTableIds: [tables.private.id] }, child);
    interfaceEndpoints(
      name,
      { ...args, vpcId, subnetIds: subnets.database.map(({ id }) => id), services: args.interfaceServices ?? [] },
      child,
    );
    flowLog(`${name}-flows`, { ...args, vpcId, logGroupName: `/aws/vpc/${args.title}/flows` }, child);

    this.vpcId = vpcId;
    this.subnetIds = {
      public: subnets.public.map(({ id }) => id),
      private: subnets.private.map(({ id }) => id),
      database: subnets.database.map(({ id }) => id),
    };
    this.zoneNames = subnets.database.map(({ availabilityZone }) => availabilityZone);
    this.ready = [...routed.private, privateOut, s3];
    this.registerOutputs({ vpcId });
  }
}
