import { BlockList, isIP } from "node:net";

interface Range {
  address: string;
  prefix: number;
  family: "ipv4" | "ipv6";
}

/** Whether every address of one range, such as `10.1.0.0/16`, is in another; false for what is no range. */
export function contains(outer: string | undefined, inner: string | undefined): boolean {
  const [wide, narrow] = [rangeOf(outer), rangeOf(inner)];
  if (!wide || !narrow || wide.family !== narrow.family || wide.prefix > narrow.prefix) return false;
  const list = new BlockList();
  list.addSubnet(wide.address, wide.prefix, wide.family);
  return list.check(narrow.address, narrow.family);
}

/** Whether a range is all addresses there are. */
export function isEverything(cidr: string | undefined): boolean {
  return rangeOf(cidr)?.prefix === 0;
}

function rangeOf(cidr: string | undefined): Range | undefined {
  const [, address = "", digits] = /^([^/]+)\/(\d{1,3})$/.exec(cidr ?? "") ?? [];
  const version = isIP(address);
  const prefix = Number(digits);
  if (version === 0 || prefix > (version === 4 ? 32 : 128)) return undefined;
  return { address, prefix, family: version === 4 ? "ipv4" : "ipv6" };
}
