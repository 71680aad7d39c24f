import { z } from "zod";
import { BINDING_KINDS, grants, type Role, roleOf, subjectsBeyond, subjectTitle } from "../../lib/kubernetes/rbac.ts";
import { stackRule } from "../../lib/rule.ts";

/** Nobody may be granted everything, be it by the built-in role or by one of the stack that comes to the same. */
export const rule = stackRule({
  name: "rbac-no-privileged-binding",
  pack: "security",
  enforcement: "production",
  severity: "critical",
  description: "A binding must not grant cluster-admin, or a role that is as good.",
  why: "whoever takes over one of its subjects takes over the cluster",
  fix: "bind a role that grants only what the subject does, or name the subject in allowSubjects",
  references: ["CIS 5.1.1", "KL cluster-admin-role-binding", "KSC C-0035", "AZP a3dc4946"],
  knobs: {
    privilegedRoles: z.array(z.string()).default(["cluster-admin"]).describe("ClusterRoles that nobody may have."),
    allowSubjects: z
      .array(z.string())
      .default([])
      .describe("Who may have them, such as Group operators or ServiceAccount argocd/argocd-server."),
  },
  check: (stack, { privilegedRoles, allowSubjects }) =>
    stack.of(...BINDING_KINDS).flatMap((binding) => {
      const { kind, name } = binding.props.roleRef ?? {};
      if (name === undefined) return [];
      const role = roleOf(stack, binding);
      if (!(kind === "ClusterRole" && privilegedRoles.includes(name)) && !(role && grantsEverything(role))) return [];
      const subjects = subjectsBeyond(binding, allowSubjects).map((each) => subjectTitle(each, binding));
      if (subjects.length === 0) return [];
      return [
        { resource: binding, path: "roleRef.name", got: name, want: `a narrower role for ${subjects.join(", ")}` },
      ];
    }),
});

function grantsEverything({ props }: Role): boolean {
  return (props.rules ?? []).some((each) => grants(each, EVERYTHING));
}

/** No names but the wildcards themselves. */
const EVERYTHING = { apiGroups: ["*"], resources: ["*"], verbs: ["*"] };
