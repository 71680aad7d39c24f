import { z } from "zod";
import { resourceRule } from "../../lib/rule.ts";

/** Sidecars must talk to each other by mTLS. Dapr does so unless it is told not to. */
export const rule = resourceRule({
  name: "dapr-mtls",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "Dapr's sidecars must talk to each other by mTLS.",
  why: "whoever is in the network could read what agents tell each other, and pose as any of them",
  fix: "remove spec.mtls.enabled or set it to true",
  references: ["Dapr security best practices", "OWASP ASI07"],
  kinds: ["kubernetes:dapr.io:Configuration"],
  knobs: {
    encryptedByMesh: z
      .boolean()
      .default(false)
      .describe("Whether a service mesh with strict mTLS encrypts instead; both at once can break actors."),
  },
  check({ props }, { encryptedByMesh }) {
    if (encryptedByMesh || props.spec?.mtls?.enabled !== false) return [];
    return [{ path: "spec.mtls.enabled", got: false, want: "true" }];
  },
  remediate({ spec }, { encryptedByMesh }) {
    if (!encryptedByMesh && spec?.mtls?.enabled === false) spec.mtls.enabled = true;
  },
});
