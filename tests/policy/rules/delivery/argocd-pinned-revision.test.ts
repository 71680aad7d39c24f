import { rule } from "../../../../policy/rules/delivery/argocd-pinned-revision.ts";
import { application, applicationSet } from "../../../support/argo.ts";
import { describeRule } from "../../../support/rule.ts";

const chart = { repoURL: "ghcr.io/acme/charts", chart: "agent" };
const found = (path: string, got: string) => `${path}.targetRevision: got ${got}, want a tag, a version or a commit`;

describeRule(rule, {
  passes: {
    "a tag": { of: application() },
    "a tag by its full name": { of: application({ targetRevision: "refs/tags/v1.4.2" }) },
    "a commit": { of: application({ targetRevision: "a".repeat(40) }) },
    "a chart's version before its release": { of: application({ ...chart, targetRevision: "2.0.0-rc.1" }) },
    "a revision that a generator knows": { of: applicationSet({ targetRevision: "{{.metadata.labels.revision}}" }) },
    "tags of another form": {
      of: application({ targetRevision: "release-7" }),
      knobs: { pattern: "^release-\\d+$" },
    },
  },
  fails: {
    "a branch": { of: application({ targetRevision: "main" }), finds: [found("spec.source", '"main"')] },
    "whatever is newest": { of: application({ targetRevision: undefined }), finds: [found("spec.source", "nothing")] },
    "versions of a range, among several sources": {
      of: application(
        {},
        {
          sources: [
            { ...chart, targetRevision: "1.*" },
            { ...chart, targetRevision: "1.4.2" },
          ],
        },
      ),
      finds: [found("spec.sources[0]", '"1.*"')],
    },
    "a short commit, which another may begin with": {
      of: application({ targetRevision: "d7c0b5c" }),
      finds: [found("spec.source", '"d7c0b5c"')],
    },
    "a branch that is rendered first, of an ApplicationSet": {
      of: applicationSet({}, { sourceHydrator: { drySource: { path: "deploy", targetRevision: "HEAD" } } }),
      finds: [found("spec.template.spec.sourceHydrator.drySource", '"HEAD"')],
    },
  },
  unknown: {
    "a revision that is not known yet": {
      of: application({ targetRevision: "main" }),
      path: "spec.source.targetRevision",
    },
  },
  mutation: {
    kind: "kubernetes:argoproj.io:Application",
    change: ({ props }) => {
      props.spec.source.targetRevision = "HEAD";
    },
  },
});
