import { POD_KINDS } from "../../lib/kubernetes/pods.ts";
import { securityContextsOf } from "../../lib/kubernetes/securityContexts.ts";
import { type Finding, resourceRule } from "../../lib/rule.ts";

const TYPES = ["container_t", "container_init_t", "container_kvm_t", "container_engine_t"];

/** SELinux must confine containers as such: no other type, and no user or role of its own. */
export const rule = resourceRule({
  name: "k8s-selinux",
  pack: "security",
  enforcement: "production",
  severity: "medium",
  description: "A pod must keep the SELinux type of a container, and name no SELinux user or role.",
  why: "another type, such as spc_t, lifts the walls between the container and the node",
  fix: "remove seLinuxOptions.user and role, and any type but those of containers",
  references: ["PSS baseline", "NSA C-0055"],
  kinds: POD_KINDS,
  check: (resource) =>
    securityContextsOf(resource).flatMap(({ context, path }) => {
      const { type, user, role } = context.seLinuxOptions ?? {};
      const at = `${path}.seLinuxOptions`;
      const findings: Finding[] = [];
      if (type && !TYPES.includes(type)) findings.push({ path: `${at}.type`, got: type, want: TYPES.join(" or ") });
      if (user) findings.push({ path: `${at}.user`, got: user, want: "nothing" });
      if (role) findings.push({ path: `${at}.role`, got: role, want: "nothing" });
      return findings;
    }),
});
