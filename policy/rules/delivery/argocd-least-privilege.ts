import { z } from "zod";
import { isFromOneOf } from "../../lib/kubernetes/argoApplication.ts";
import { type Finding, resourceRule } from "../../lib/rule.ts";

/** A project must name the repositories, the destinations and the cluster-wide kinds of its applications. */
export const rule = resourceRule({
  name: "argocd-least-privilege",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "An AppProject must name its repositories, destinations and cluster-wide kinds.",
  why: "whoever may write to one repository could change every cluster",
  fix: "name them in sourceRepos, destinations and clusterResourceWhitelist instead of writing *",
  references: ["Argo CD projects", "KY appproject-clusterresourceblacklist"],
  kinds: ["kubernetes:argoproj.io:AppProject"],
  knobs: {
    repoAllowlist: z
      .array(z.string())
      .default([])
      .describe(
        "Repositories, or folders of them such as https://github.com/acme, that may be used; all if it is empty.",
      ),
    forbiddenNamespaces: z
      .array(z.string())
      .default(["kube-system", "kube-public", "kube-node-lease"])
      .describe("Namespaces that no project may change."),
  },
  check({ props: { spec } }, { repoAllowlist, forbiddenNamespaces }) {
    const findings: Finding[] = [];
    const find = (path: string, got: string | undefined, want: string) => findings.push({ path, got, want });
    for (const [index, repo] of (spec?.sourceRepos ?? []).entries()) {
      const path = `spec.sourceRepos[${index}]`;
      // What begins with ! is taken away from the rest.
      if (isWildcard(repo)) find(path, repo, "a repository");
      else if (!repo?.startsWith("!") && repoAllowlist.length > 0 && !isFromOneOf(repo, repoAllowlist)) {
        find(path, repo, `one of ${repoAllowlist.join(", ")}`);
      }
    }
    for (const [index, destination] of (spec?.destinations ?? []).entries()) {
      for (const field of ["server", "name", "namespace"] as const) {
        const got = destination?.[field];
        if (isWildcard(got)) find(`spec.destinations[${index}].${field}`, got, `a ${field}`);
      }
      const got = destination?.namespace;
      if (forbiddenNamespaces.includes(got ?? "")) find(`spec.destinations[${index}].namespace`, got, "another one");
    }
    for (const [index, item] of (spec?.clusterResourceWhitelist ?? []).entries()) {
      for (const field of ["group", "kind"] as const) {
        const got = item?.[field];
        if (isWildcard(got)) find(`spec.clusterResourceWhitelist[${index}].${field}`, got, `a ${field}`);
      }
    }
    return findings;
  },
});

/** Whether a pattern matches everything, or everything of a protocol. */
function isWildcard(pattern: string | undefined): boolean {
  return /^(\w+:\/\/)?(\*+\/?)+$/.test(pattern ?? "");
}
