import * as pulumi from "@pulumi/pulumi";
import { addressText, parseRange, type Range } from "../ipv4.ts";

/** The subnets of a cluster's network, as IPv4 ranges. */
export interface AddressPlan {
  /** Half of all addresses. Pods have addresses of their own beside the network. */
  nodes: string;
  /** The Kubernetes API's: /27, of which Azure wants a /28. */
  api: string;
  /** PostgreSQL's: /27, of which a server and its standby want a /28. */
  database: string;
  /** Private ways into other services: /26. */
  endpoints: string;
}

/** Bits of the smallest network that the plan fits into. */
const SMALLEST = 23;

/**
 * Cuts a network into subnets that do not overlap, the same for the same network.
 * @throws {RunError} when the range is too small, or one of the other ranges overlaps with it or with another
 */
export function addressPlan(network: string, others: Record<string, string>): AddressPlan {
  const ranges = [["the network", parseRange(network)] as const, ...named(others)];
  const clashes = ranges.flatMap(([name, range], index) =>
    ranges
      .slice(index + 1)
      .filter(([, other]) => overlap(range, other))
      .map(([other]) => `${name} and ${other} overlap`),
  );
  const { first, bits } = parseRange(network);
  if (bits > SMALLEST) clashes.push(`the network ${network} is smaller than /${SMALLEST}`);
  if (clashes.length > 0) throw new pulumi.RunError(clashes.join("; "));
  const half = first + 2 ** (32 - bits - 1);
  return {
    nodes: `${addressText(first)}/${bits + 1}`,
    api: `${addressText(half)}/27`,
    database: `${addressText(half + 32)}/27`,
    endpoints: `${addressText(half + 64)}/26`,
  };
}

function named(ranges: Record<string, string>) {
  return Object.entries(ranges).map(([name, range]) => [`${name} (${range})`, parseRange(range)] as const);
}

function overlap(one: Range, other: Range): boolean {
  return one.first < other.first + 2 ** (32 - other.bits) && other.first < one.first + 2 ** (32 - one.bits);
}
