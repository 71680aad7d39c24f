import { resourceRule } from "../../lib/rule.ts";

const FORBIDDEN = ["adminUserEnabled", "anonymousPullEnabled"] as const;

/** A registry must know who pulls. Both ways around that are off unless they are turned on. */
export const rule = resourceRule({
  name: "acr-no-keys",
  pack: "security",
  enforcement: "always",
  severity: "high",
  description: "A container registry must have no admin user and serve no strangers.",
  why: "whoever finds the password replaces an agent's image, and without one anybody reads it",
  fix: "remove adminUserEnabled and anonymousPullEnabled, and give identities the role AcrPull",
  references: ["CKV_AZURE_137", "CKV_AZURE_138", "AZP dc921057", "AZP 9f2dea28"],
  kinds: ["azure-native:containerregistry:Registry"],
  check: ({ props }) => FORBIDDEN.flatMap((path) => (props[path] === true ? [{ path, got: true, want: "false" }] : [])),
  remediate(props) {
    for (const each of FORBIDDEN) if (props[each] === true) props[each] = false;
  },
});
