import { z } from "zod";
import {
  BINDING_KINDS,
  grants,
  grantsBeyond,
  isClusterWide,
  type PolicyRule,
  ROLE_KINDS,
  roleOf,
  subjectsBeyond,
} from "../../lib/kubernetes/rbac.ts";
import { type StackFinding, stackRule } from "../../lib/rule.ts";

const READ = { apiGroups: [""], resources: ["secrets"], verbs: ["get", "list", "watch"] };

/** Built-in roles that read secrets; what grants everything is the finding of rbac-no-privileged-binding. */
const BUILT_IN = ["admin", "edit"];

/**
 * Nobody may read the secrets of the whole cluster; in one namespace, those that are named. `list` and `watch` ignore
 * names unless the caller asks by them, so only `get` is good for that.
 */
export const rule = stackRule({
  name: "rbac-no-broad-secret-access",
  pack: "security",
  enforcement: "always",
  severity: "high",
  description: "A role must not let anybody read secrets in every namespace, and in one only those that it names.",
  why: "one subject that is taken over gives away the secrets of all the others",
  fix: "bind a Role with verb get and resourceNames in the namespace where the secret is",
  references: ["CIS 5.1.2", "KL access-to-secrets", "KSC C-0015", "CKV2_K8S_5"],
  knobs: {
    allowSubjects: z
      .array(z.string())
      .default([])
      .describe("Who may read any secret, such as ServiceAccount external-secrets/external-secrets."),
  },
  check(stack, { allowSubjects }) {
    const ofRoles = stack.of(...ROLE_KINDS).flatMap((role): StackFinding[] => {
      const bindings = grantsBeyond(stack, role, allowSubjects);
      if (!bindings) return [];
      const everywhere = bindings.some(isClusterWide);
      return (role.props.rules ?? []).flatMap((each, index): StackFinding[] => {
        if (!grants(each, READ) || (!everywhere && readsByName(each))) return [];
        const path = `rules[${index}]`;
        const got = { verbs: each.verbs, resources: each.resources, resourceNames: each.resourceNames };
        return everywhere
          ? [{ resource: role, path, got, want: "no secrets in a role for the whole cluster" }]
          : [{ resource: role, path, got, want: "verb get and resourceNames for secrets", advisory: true }];
      });
    });
    const ofBuiltIn = stack.of(...BINDING_KINDS).flatMap((binding): StackFinding[] => {
      const { kind, name } = binding.props.roleRef ?? {};
      if (kind !== "ClusterRole" || !BUILT_IN.includes(name ?? "") || roleOf(stack, binding)) return [];
      if (subjectsBeyond(binding, allowSubjects).length === 0) return [];
      const finding = { resource: binding, path: "roleRef.name", got: name, want: "a role that does not read secrets" };
      return [{ ...finding, advisory: isClusterWide(binding) ? undefined : true }];
    });
    return [...ofRoles, ...ofBuiltIn];
  },
});

function readsByName({ verbs = [], resourceNames = [] }: PolicyRule): boolean {
  return resourceNames.length > 0 && !["list", "watch", "*"].some((verb) => verbs.includes(verb));
}
