import { z } from "zod";
import { concealed, type Finding, resourceRule } from "../../lib/rule.ts";

/** A secret of an app or a job must be a reference, so that its value is in one place that keeps a record. */
export const rule = resourceRule({
  name: "aca-secrets-from-keyvault",
  pack: "security",
  enforcement: "always",
  severity: "critical",
  description: "A secret of a container app or a job must come from Key Vault, by identity.",
  why: "whoever may read the app may read the secret, nobody sees who did, and nobody can rotate it",
  fix: "set keyVaultUrl and identity in place of value",
  references: ["CKV_AZURE_235"],
  kinds: ["azure-native:app:ContainerApp", "azure-native:app:Job"],
  knobs: {
    allowInline: z.array(z.string()).default([]).describe("Names of secrets that may have their value in the app."),
  },
  check: ({ props }, { allowInline }) =>
    (props.configuration?.secrets ?? []).flatMap(({ name, value, keyVaultUrl, identity }, index): Finding[] => {
      if (allowInline.includes(name ?? "")) return [];
      const at = `configuration.secrets[${index}]`;
      if (value !== undefined)
        return [{ path: `${at}.value`, got: concealed(value), want: "keyVaultUrl and identity" }];
      return [
        ...(keyVaultUrl
          ? []
          : [{ path: `${at}.keyVaultUrl`, got: keyVaultUrl, want: "the secret's URL in Key Vault" }]),
        ...(identity ? [] : [{ path: `${at}.identity`, got: identity, want: "an identity that may read the secret" }]),
      ];
    }),
});
