import { SUBSCRIPTION } from "./agents.ts";
import type { Fixture } from "./rule.ts";

/** A resource of Azure in a case of a policy: `azure("keyvault:Vault", { ... })`. */
export function azure(type: string, props: Record<string, unknown>, more: Partial<Fixture> = {}): Fixture {
  return { type: `azure-native:${type}`, props, ...more };
}

/** URN of a case's first resource, for what depends on it. */
export function urnOf({ type, name = "it" }: Fixture): string {
  return `urn:pulumi:test::daca::${type}::${name}`;
}

/** Id that Azure gives to a resource in the group of the cases: `idOf("Microsoft.KeyVault/vaults/v")`. */
export function idOf(resource: string): string {
  return `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/providers/${resource}`;
}
