import { resourceRule } from "../../lib/rule.ts";

/** A key must be rotated by the vault; a policy that only tells somebody to do it is none. */
export const rule = resourceRule({
  name: "keyvault-key-rotation",
  pack: "security",
  enforcement: "advice",
  severity: "medium",
  description: "A key in Key Vault must be rotated by a policy of its own.",
  why: "a key that nobody changes protects everything from its first day, and so does whoever has copied it",
  fix: 'add an action of type "rotate" to properties.rotationPolicy.lifetimeActions',
  references: ["PSR KeyVault.AutoRotationPolicy"],
  kinds: ["azure-native:keyvault:Key"],
  check({ props: { properties } }) {
    const types = (properties?.rotationPolicy?.lifetimeActions ?? []).map(({ action }) => action?.type);
    if (types.some((type) => type?.toLowerCase() === "rotate")) return [];
    const got = types.length > 0 ? types : undefined;
    return [{ path: "properties.rotationPolicy.lifetimeActions", got, want: 'an action of type "rotate"' }];
  },
});
