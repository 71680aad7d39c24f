import { Eip } from "@pulumi/aws/ec2/eip.js";
import { NatGateway } from "@pulumi/aws/ec2/natGateway.js";
import type * as pulumi from "@pulumi/pulumi";
import { placed, type Where } from "./where.ts";

export interface NatGatewayPlace extends Where {
  nat: "regional" | "single";
  vpcId: pulumi.Input<string>;
  /** Public subnet of a single gateway. */
  subnetId: pulumi.Input<string>;
}

/**
 * The way out for what has no public address. A regional gateway grows into every zone that has nodes by itself, which
 * takes AWS up to an hour; until then their traffic leaves by another zone.
 */
export function natGateway(
  name: string,
  { nat, vpcId, subnetId, ...where }: NatGatewayPlace,
  opts: pulumi.CustomResourceOptions,
): NatGateway {
  if (nat === "regional") {
    return new NatGateway(name, { ...placed(where), vpcId, availabilityMode: "regional" }, opts);
  }
  const address = new Eip(`${name}-address`, { ...placed(where), domain: "vpc" }, opts);
  return new NatGateway(name, { ...placed(where), subnetId, allocationId: address.allocationId }, opts);
}
