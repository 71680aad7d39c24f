import { z } from "zod";
import { BINDING_KINDS, subjectTitle } from "../../lib/kubernetes/rbac.ts";
import { resourceRule } from "../../lib/rule.ts";

const ANYBODY = [
  "User system:anonymous",
  "Group system:unauthenticated",
  "Group system:authenticated",
  "Group system:masters",
];

/**
 * No role may be granted to whoever asks, nor to the group that no role can bind. Kubernetes' own roles about the API
 * itself are made for that.
 */
export const rule = resourceRule({
  name: "rbac-no-anonymous-subjects",
  pack: "security",
  enforcement: "always",
  severity: "critical",
  description: "A binding must not have a subject that stands for everybody.",
  why: "whoever reaches the API server has the role, on some clouds with any account of theirs",
  fix: "name the users, groups or service accounts that need the role",
  references: ["CIS 5.1.1", "CIS 5.1.7", "KSC C-0262", "KSC C-0265", "GK disallowanonymous"],
  kinds: BINDING_KINDS,
  knobs: {
    allowSubjects: z
      .array(z.string())
      .default([])
      .describe("Subjects that may be, such as Group system:authenticated."),
    publicRoles: z
      .array(z.string())
      .default([
        "system:basic-user",
        "system:discovery",
        "system:public-info-viewer",
        "system:service-account-issuer-discovery",
      ])
      .describe("ClusterRoles that everybody may have."),
  },
  check(binding, { allowSubjects, publicRoles }) {
    const { roleRef, subjects = [] } = binding.props;
    if (roleRef?.kind === "ClusterRole" && publicRoles.includes(roleRef.name ?? "")) return [];
    return subjects.flatMap((subject, index) => {
      const title = subjectTitle(subject, binding);
      if (!ANYBODY.includes(title) || allowSubjects.includes(title)) return [];
      return [{ path: `subjects[${index}]`, got: title, want: "a subject of its own", id: title }];
    });
  },
});
