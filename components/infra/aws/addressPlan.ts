import * as pulumi from "@pulumi/pulumi";
import { addressText } from "../ipv4.ts";

/** One subnet of each kind in every zone, as IPv4 ranges. */
export interface AddressPlan {
  /** Nodes and pods: a quarter of the network in each zone, since every pod has an address of its own. */
  private: string[];
  /** Load balancers that face the internet, and NAT. */
  public: string[];
  /** Database and interface endpoints. */
  database: string[];
}

/** Bits of the largest and the smallest network: AWS allows none larger, and none smaller leaves room for a cluster. */
const LARGEST = 16;
const SMALLEST = 20;

/** As many quarters as nodes may have: the last one is for the small subnets. */
const MOST_ZONES = 3;

/** Small subnets that the last quarter is cut into. */
const SMALL = 8;

/**
 * Cuts a network into subnets that do not overlap, the same for the same network. A zone that is added later gets
 * ranges of its own, so no other one changes.
 * @param network such as 10.50.0.0/16, between /16 and /20
 * @throws {RunError} when the range is no network of that size, or there are more than three zones
 */
export function addressPlan(network: string, zones: number): AddressPlan {
  const { first, bits } = parse(network);
  if (zones < 2 || zones > MOST_ZONES) {
    throw new pulumi.RunError(`${zones} zones, expected 2 or ${MOST_ZONES}: that many have subnets in the network`);
  }
  const quarter = 2 ** (32 - bits) / 4;
  const small = quarter / SMALL;
  const cut = (start: number, size: number, index: number) =>
    `${addressText(start + index * size)}/${32 - Math.log2(size)}`;
  const each = <T>(make: (zone: number) => T) => Array.from({ length: zones }, (_, zone) => make(zone));
  const rest = first + MOST_ZONES * quarter;
  return {
    private: each((zone) => cut(first, quarter, zone)),
    public: each((zone) => cut(rest, small, zone)),
    database: each((zone) => cut(rest, small, MOST_ZONES + zone)),
  };
}

function parse(network: string): { first: number; bits: number } {
  const [address = "", length = ""] = network.split("/");
  const bytes = address.split(".").map(Number);
  const bits = Number(length);
  const first = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  const isAddress = bytes.length === 4 && bytes.every((byte) => Number.isInteger(byte) && byte >= 0 && byte <= 255);
  if (!isAddress || !(bits >= LARGEST && bits <= SMALLEST) || first % 2 ** (32 - bits) !== 0) {
    throw new pulumi.RunError(
      `the network is ${network}, expected the first address and the length of an IPv4 range between /${LARGEST} and /${SMALLEST}, such as 10.50.0.0/16`,
    );
  }
  return { first, bits };
}
