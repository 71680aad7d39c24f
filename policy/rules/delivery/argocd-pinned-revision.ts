import { APPLICATION_KINDS, isTemplated, sourcesOf } from "../../lib/kubernetes/argoApplication.ts";
import { REGEX } from "../../lib/regex.ts";
import { resourceRule } from "../../lib/rule.ts";

/** An application must come from one revision. A branch, HEAD, and a range of versions change without a review. */
export const rule = resourceRule({
  name: "argocd-pinned-revision",
  pack: "security",
  enforcement: "production",
  severity: "medium",
  description: "An Argo CD application must come from one revision.",
  why: "whoever may push to the branch changes the cluster at once, and a rollback finds nothing to go back to",
  fix: "set targetRevision to a tag such as v1.4.2, to a chart's version or to a commit",
  references: ["OWASP ASI04", "OWASP LLM03"],
  kinds: APPLICATION_KINDS,
  knobs: {
    pattern: REGEX.default("^(refs/tags/)?v?\\d+\\.\\d+\\.\\d+([-+][\\w.+-]+)?$|^[0-9a-f]{40}$").describe(
      "Regular expression that each revision must match.",
    ),
  },
  check(resource, { pattern }) {
    const pinned = new RegExp(pattern);
    return sourcesOf(resource)
      .filter(({ targetRevision }) => !isTemplated(targetRevision) && !pinned.test(targetRevision ?? ""))
      .map(({ targetRevision, path }) => ({
        path: `${path}.targetRevision`,
        got: targetRevision,
        want: "a tag, a version or a commit",
      }));
  },
});
