import { BlockList } from "node:net";

/** Whether two IPv4 ranges such as `10.1.0.0/16` have an address in common. */
export function overlap(one: string, other: string): boolean {
  return holds(one, other) || holds(other, one);
}

/** Whether a range holds the first address of another. */
function holds(range: string, other: string): boolean {
  const [address = "", prefix] = range.split("/");
  const list = new BlockList();
  list.addSubnet(address, Number(prefix));
  return list.check(other.split("/")[0] ?? "");
}
