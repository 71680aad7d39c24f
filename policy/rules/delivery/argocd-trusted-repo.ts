import { z } from "zod";
import { APPLICATION_KINDS, isFromOneOf, isTemplated, sourcesOf } from "../../lib/kubernetes/argoApplication.ts";
import { concealed, type Finding, resourceRule } from "../../lib/rule.ts";

/** A repository must be reached over TLS or SSH, without a password in its address, and be one that is trusted. */
export const rule = resourceRule({
  name: "argocd-trusted-repo",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "An Argo CD application must come from a trusted repository, over TLS or SSH.",
  why: "anyone on the way could change what runs in the cluster",
  fix: "use an https or ssh address of an allowed repository, and keep its credentials in a repository Secret",
  references: ["OWASP ASI04", "Argo CD repositories"],
  kinds: APPLICATION_KINDS,
  knobs: {
    repoAllowlist: z
      .array(z.string())
      .default([])
      .describe("Repositories, or folders of them such as https://github.com/acme, that may be used; all if empty."),
  },
  check(resource, { repoAllowlist }) {
    return sourcesOf(resource).flatMap(({ repoURL = "", path }): Finding[] => {
      const at = `${path}.repoURL`;
      // Before the host of an https address there is nothing but a credential.
      if (/^https?:\/\/[^/]*@/.test(repoURL)) {
        return [{ path: at, got: concealed(repoURL), want: "an address without credentials" }];
      }
      const scheme = /^(\w+):\/\//.exec(repoURL)?.[1];
      // Charts in a registry have no scheme, git@host:path is SSH.
      if (scheme !== undefined && !["https", "ssh", "oci"].includes(scheme)) {
        return [{ path: at, got: repoURL, want: "an address over https, ssh or oci" }];
      }
      if (repoAllowlist.length === 0 || isTemplated(repoURL) || isFromOneOf(repoURL, repoAllowlist)) return [];
      return [{ path: at, got: repoURL, want: `one of ${repoAllowlist.join(", ")}` }];
    });
  },
});
