import { z } from "zod";
import { resourceRule } from "../../lib/rule.ts";

const DAY = 86400;

/** A secret and a key must end. How long they last is told only where they say when they begin: a check asks no clock. */
export const rule = resourceRule({
  name: "keyvault-expiry",
  pack: "security",
  enforcement: "advice",
  severity: "medium",
  description: "A secret and a key in Key Vault must have an end.",
  why: "what leaks today still opens the door in ten years",
  fix: "set properties.attributes.expires, in seconds since 1970, and rotate before",
  references: ["CKV_AZURE_40", "CKV_AZURE_41", "AZP 98728c90", "AZP 152b15f7"],
  kinds: ["azure-native:keyvault:Secret", "azure-native:keyvault:Key"],
  knobs: {
    maxValidityDays: z.int().min(1).default(365).describe("Most days between notBefore and expires."),
  },
  check({ props: { properties } }, { maxValidityDays }) {
    const { expires, notBefore } = properties?.attributes ?? {};
    const path = "properties.attributes.expires";
    if (expires === undefined) return [{ path, want: "an end" }];
    const tooLong = notBefore !== undefined && expires - notBefore > maxValidityDays * DAY;
    return tooLong ? [{ path, got: expires, want: `at most ${maxValidityDays} days after notBefore` }] : [];
  },
});
