/** A range of IPv4 addresses: its first, as a number, and the bits that all of them share. */
export interface Range {
  first: number;
  bits: number;
}

/** Reads a range such as `10.1.0.0/16`. */
export function parseRange(range: string): Range {
  const [address = "", bits = ""] = range.split("/");
  const number = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - Number(bits));
  return { first: number - (number % size), bits: Number(bits) };
}

/** An address as people write it. */
export function addressText(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}

/** An address of a range by its number: the tenth of 10.0.0.0/16 is 10.0.0.10. */
export function addressIn(range: string, number: number): string {
  return addressText(parseRange(range).first + number);
}
