import { z } from "zod";
import { type Finding, resourceRule } from "../../lib/rule.ts";

/** The configuration of apps must refuse calls, secrets and APIs that it does not list. The control plane's has no apps. */
export const rule = resourceRule({
  name: "dapr-default-deny",
  pack: "security",
  enforcement: "advice",
  severity: "medium",
  description: "A Dapr Configuration must deny the calls, secrets and APIs that it does not allow.",
  why: "a compromised agent could call every other and read every secret of the store",
  fix: "set accessControl.defaultAction and each secrets.scopes[].defaultAccess to deny, and list api.allowed",
  references: ["Dapr access control", "Dapr secret scopes", "Dapr API allowlist", "OWASP ASI07"],
  kinds: ["kubernetes:dapr.io:Configuration"],
  knobs: {
    systemConfigurations: z
      .array(z.string())
      .default(["daprsystem"])
      .describe("Names of configurations that no app uses, such as the control plane's own."),
  },
  check({ props: { metadata, spec } }, { systemConfigurations }) {
    if (systemConfigurations.includes(metadata?.name ?? "")) return [];
    const findings: Finding[] = [];
    const action = spec?.accessControl?.defaultAction;
    if (action !== "deny") findings.push({ path: "spec.accessControl.defaultAction", got: action, want: '"deny"' });
    const scopes = spec?.secrets?.scopes ?? [];
    if (scopes.length === 0) {
      findings.push({ path: "spec.secrets.scopes", want: "a scope per secret store, with defaultAccess deny" });
    }
    scopes.forEach((scope, index) => {
      const got = scope?.defaultAccess;
      if (got !== "deny") findings.push({ path: `spec.secrets.scopes[${index}].defaultAccess`, got, want: '"deny"' });
    });
    const allowed = spec?.api?.allowed;
    if ((allowed ?? []).length === 0) {
      findings.push({ path: "spec.api.allowed", got: allowed, want: "the APIs that the app uses" });
    }
    return findings;
  },
});
