import { rule } from "../../../../policy/rules/delivery/argocd-trusted-repo.ts";
import { application, applicationSet } from "../../../support/argo.ts";
import { describeRule } from "../../../support/rule.ts";

describeRule(rule, {
  passes: {
    "a repository over TLS": { of: application() },
    "a repository over SSH": { of: application({ repoURL: "git@github.com:acme/agents.git" }) },
    "a repository over SSH, as an address": { of: application({ repoURL: "ssh://git@github.com/acme/agents.git" }) },
    "charts in a registry": { of: application({ repoURL: "ghcr.io/acme/charts", chart: "agent" }) },
    "an allowed repository": { of: application(), knobs: { repoAllowlist: ["https://github.com/acme"] } },
    "a repository that a generator knows": {
      of: applicationSet({ repoURL: "{{.url}}" }),
      knobs: { repoAllowlist: ["https://github.com/acme"] },
    },
  },
  fails: {
    "a repository in plain text": {
      of: application({ repoURL: "http://git.acme.dev/agents" }),
      finds: ['spec.source.repoURL: got "http://git.acme.dev/agents", want an address over https, ssh or oci'],
    },
    "an address with a token in it, which it does not show": {
      of: applicationSet({ repoURL: "https://agent:hunter2@github.com/acme/agents" }),
      finds: ["spec.template.spec.source.repoURL: got a string that is not shown, want an address without credentials"],
    },
    "a repository beside the allowed folder": {
      of: application({}, { sources: [{ repoURL: "https://github.com/acme-evil/agents" }] }),
      knobs: { repoAllowlist: ["https://github.com/acme"] },
      finds: [
        'spec.sources[0].repoURL: got "https://github.com/acme-evil/agents", want one of https://github.com/acme',
      ],
    },
  },
  unknown: {
    "a repository that is not known yet": {
      of: application({ repoURL: "http://git.acme.dev/agents" }),
      path: "spec.source.repoURL",
    },
  },
  mutation: {
    kind: "kubernetes:argoproj.io:Application",
    change: ({ props }) => {
      props.spec.source.repoURL = "http://git.acme.dev/agents";
    },
  },
});
