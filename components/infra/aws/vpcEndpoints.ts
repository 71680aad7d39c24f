import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup.js";
import { VpcEndpoint } from "@pulumi/aws/ec2/vpcEndpoint.js";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule.js";
import type * as pulumi from "@pulumi/pulumi";
import { placed, type Where } from "./where.ts";

/**
 * Services that can be reached by an address inside the network. Each costs $7.30 a month in each zone and $0.01 a GB,
 * where NAT takes $0.045 a GB: in three zones it pays from 626 GB a month on. Image layers, backups and metrics are
 * none of that, since they come from S3, whose endpoint is free.
 */
export type InterfaceService = "ecr.api" | "ecr.dkr" | "logs" | "secretsmanager" | "sns" | "sqs" | "sts";

interface S3Endpoint extends Where {
  vpcId: pulumi.Input<string>;
  routeTableIds: pulumi.Input<string>[];
}

/** The way to S3 that costs nothing and leaves NAT out. */
export function s3Endpoint(name: string, args: S3Endpoint, opts: pulumi.CustomResourceOptions): VpcEndpoint {
  return new VpcEndpoint(
    name,
    {
      ...placed(args),
      vpcId: args.vpcId,
      vpcEndpointType: "Gateway",
      serviceName: serviceName(args.region, "s3"),
      routeTableIds: args.routeTableIds,
    },
    opts,
  );
}

interface InterfaceEndpoints extends Where {
  vpcId: pulumi.Input<string>;
  /** The network's own addresses, which may call. */
  addressSpace: string;
  subnetIds: pulumi.Input<string>[];
  services: readonly InterfaceService[];
}

/** One endpoint for each service, in all zones, open to the network over TLS. */
export function interfaceEndpoints(name: string, args: InterfaceEndpoints, opts: pulumi.CustomResourceOptions): void {
  if (args.services.length === 0) return;
  const group = new SecurityGroup(
    `${name}-endpoints`,
    { ...placed(args), vpcId: args.vpcId, description: "Endpoints of AWS services" },
    opts,
  );
  new SecurityGroupIngressRule(
    `${name}-endpoints-tls`,
    {
      ...placed(args),
      securityGroupId: group.id,
      description: "The network, over TLS",
      cidrIpv4: args.addressSpace,
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
    },
    opts,
  );
  for (const service of args.services) {
    new VpcEndpoint(
      `${name}-${service}`,
      {
        ...placed(args),
        vpcId: args.vpcId,
        vpcEndpointType: "Interface",
        serviceName: serviceName(args.region, service),
        subnetIds: args.subnetIds,
        securityGroupIds: [group.id],
        privateDnsEnabled: true,
      },
      opts,
    );
  }
}

function serviceName(region: string, service: string): string {
  return `${region.startsWith("cn-") ? "cn.com" : "com"}.amazonaws.${region}.${service}`;
}
