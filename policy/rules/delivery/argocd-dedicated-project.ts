import { z } from "zod";
import { APPLICATION_KINDS, applicationOf, isTemplated } from "../../lib/kubernetes/argoApplication.ts";
import { type Finding, resourceRule } from "../../lib/rule.ts";

/** An application must belong to a project that bounds it, and stay out of the cluster's own namespaces. */
export const rule = resourceRule({
  name: "argocd-dedicated-project",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "An Argo CD application must belong to a project of its own and stay out of system namespaces.",
  why: "the default project lets any repository change anything in any cluster",
  fix: "set spec.project to an AppProject that names its repositories, destinations and kinds",
  references: ["Argo CD projects", "KY application-prevent-default-project"],
  kinds: APPLICATION_KINDS,
  knobs: {
    allowProjects: z
      .array(z.string())
      .default([])
      .describe("Projects that may be used; all but default if it is empty."),
    forbiddenNamespaces: z
      .array(z.string())
      .default(["kube-system", "kube-public", "kube-node-lease"])
      .describe("Namespaces that no application may change."),
  },
  check(resource, { allowProjects, forbiddenNamespaces }) {
    const { spec, path } = applicationOf(resource);
    const { project } = spec;
    const findings: Finding[] = [];
    if (!isTemplated(project) && !mayUse(project, allowProjects)) {
      const want = allowProjects.length > 0 ? allowProjects.join(" or ") : "a project of its own";
      findings.push({ path: `${path}.project`, got: project, want });
    }
    const namespace = spec.destination?.namespace;
    if (forbiddenNamespaces.includes(namespace ?? "")) {
      findings.push({ path: `${path}.destination.namespace`, got: namespace, want: "a namespace of its own" });
    }
    return findings;
  },
});

/** Argo CD takes no project for the default one. */
function mayUse(project = "", allowProjects: string[]): boolean {
  return allowProjects.length > 0 ? allowProjects.includes(project) : !["", "default"].includes(project);
}
