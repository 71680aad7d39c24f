import {
  NetworkSecurityGroup,
  type NetworkSecurityGroupArgs,
} from "@pulumi/azure-native/network/networkSecurityGroup.js";
import type { input } from "@pulumi/azure-native/types/index.js";
import type * as pulumi from "@pulumi/pulumi";
import type { AddressPlan } from "./addressPlan.ts";

type Rule = input.network.SecurityRuleArgs;

/** A firewall around a subnet. */
export function securityGroup(name: string, args: NetworkSecurityGroupArgs, opts: pulumi.CustomResourceOptions) {
  return new NetworkSecurityGroup(name, args, opts);
}

/** Nodes are reached from their network alone. Pods talk without tunnels, so nothing inside may be refused here. */
export function nodeRules(): Rule[] {
  return [inbound("deny-internet", 4096, { access: "Deny", protocol: "*", from: "Internet", ports: "*" })];
}

/** The database is reached by the nodes, which pods go out by, and by its own standby. */
export function databaseRules({ nodes, database }: AddressPlan): Rule[] {
  const allowed = { access: "Allow", protocol: "Tcp", ports: "5432" };
  return [
    inbound("allow-standby", 100, { ...allowed, from: database }),
    inbound("allow-nodes", 110, { ...allowed, from: nodes }),
    inbound("deny-all", 4096, { access: "Deny", protocol: "*", from: "*", ports: "*" }),
  ];
}

function inbound(
  name: string,
  priority: number,
  { access, protocol, from, ports }: { access: string; protocol: string; from: string; ports: string },
): Rule {
  return {
    name,
    priority,
    direction: "Inbound",
    access,
    protocol,
    sourceAddressPrefix: from,
    sourcePortRange: "*",
    destinationAddressPrefix: "*",
    destinationPortRange: ports,
  };
}
