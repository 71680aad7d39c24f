import type { Finding } from "../rule.ts";

/** Whether a service's `publicNetworkAccess` keeps the internet out. Key Vault writes it in lower case. */
export function isPrivate(publicNetworkAccess: string | undefined): boolean {
  return ["disabled", "securedbyperimeter"].includes(publicNetworkAccess?.toLowerCase() ?? "");
}

/** One of two inputs that can keep the internet out. */
interface Closure {
  path: string;
  got: unknown;
  want: string;
}

/**
 * What is wrong with a service that neither of two inputs closes. It is said of one that is missing, since that one
 * may only be unknown yet.
 */
export function closedByNeither(first: Closure, second: Closure): Finding {
  const [blamed, other] = first.got !== undefined && second.got === undefined ? [second, first] : [first, second];
  return { path: blamed.path, got: blamed.got, want: `${blamed.want}, or ${other.want} at ${other.path}` };
}

/** How a rule asks for {@link isPrivate}. */
export const PRIVATE = '"Disabled"';

/**
 * Whether a rule of a firewall lets more in than it may.
 * @param allowed ranges that it may let in; any but the whole internet where empty
 */
export function isTooWide(range: string | undefined, allowed: readonly string[]): boolean {
  if (range === undefined) return false;
  // For Cosmos DB, 0.0.0.0 is everything that runs in Azure, whoever owns it.
  return /^0\.0\.0\.0(\/|$)|\/0$/.test(range) || (allowed.length > 0 && !allowed.includes(range));
}
