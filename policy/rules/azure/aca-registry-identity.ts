import { z } from "zod";
import { resourceRule } from "../../lib/rule.ts";

/** Images must be pulled by identity. Only registries outside Azure, which know no identity, may be told a password. */
export const rule = resourceRule({
  name: "aca-registry-identity",
  pack: "security",
  enforcement: "always",
  severity: "high",
  description: "A container app and a job must pull their images by identity.",
  why: "whoever finds the password can read every image, and often replace it",
  fix: "set identity on the registry in place of username and passwordSecretRef, and give it the role AcrPull",
  references: ["AZR-000361", "CKV_AZURE_137"],
  kinds: ["azure-native:app:ContainerApp", "azure-native:app:Job"],
  knobs: {
    passwordServers: z
      .array(z.string())
      .default([])
      .describe("Registries that know no Azure identity and may be given a password, such as ghcr.io."),
  },
  check: ({ props }, { passwordServers }) =>
    (props.configuration?.registries ?? []).flatMap(({ server, identity }, index) =>
      identity || passwordServers.includes(server ?? "")
        ? []
        : [{ path: `configuration.registries[${index}].identity`, got: identity, want: "an identity that may pull" }],
    ),
});
