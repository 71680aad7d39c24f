import { rule } from "../../../../policy/rules/delivery/argocd-least-privilege.ts";
import { appProject } from "../../../support/argo.ts";
import { describeRule } from "../../../support/rule.ts";

describeRule(rule, {
  passes: {
    "a project that names all": { of: appProject() },
    "a folder of repositories, and namespaces by their beginning": {
      of: appProject({
        sourceRepos: ["https://github.com/acme/*", "!https://github.com/acme/legacy"],
        destinations: [{ name: "eu-west-1", namespace: "agents-*" }],
      }),
    },
    "a project without cluster-wide kinds": { of: appProject({ clusterResourceWhitelist: [] }) },
    "a repository that is allowed": {
      of: appProject({ sourceRepos: ["https://github.com/acme/agents", "!https://github.com/other/*"] }),
      knobs: { repoAllowlist: ["https://github.com/acme"] },
    },
    "a namespace that may be changed": {
      of: appProject({ destinations: [{ name: "in-cluster", namespace: "kube-system" }] }),
      knobs: { forbiddenNamespaces: [] },
    },
  },
  fails: {
    "a project that allows everything": {
      of: appProject({
        sourceRepos: ["*"],
        destinations: [
          { server: "*", namespace: "*" },
          { name: "*", namespace: "agents" },
        ],
        clusterResourceWhitelist: [{ group: "*", kind: "*" }],
      }),
      finds: [
        'spec.sourceRepos[0]: got "*", want a repository',
        'spec.destinations[0].server: got "*", want a server',
        'spec.destinations[0].namespace: got "*", want a namespace',
        'spec.destinations[1].name: got "*", want a name',
        'spec.clusterResourceWhitelist[0].group: got "*", want a group',
        'spec.clusterResourceWhitelist[0].kind: got "*", want a kind',
      ],
    },
    "everything of a protocol": {
      of: appProject({ sourceRepos: ["https://github.com/acme/agents", "https://*", "**"] }),
      finds: [
        'spec.sourceRepos[1]: got "https://*", want a repository',
        'spec.sourceRepos[2]: got "**", want a repository',
      ],
    },
    "the cluster's own namespace": {
      of: appProject({ destinations: [{ name: "in-cluster", namespace: "kube-system" }] }),
      finds: ['spec.destinations[0].namespace: got "kube-system", want another one'],
    },
    "a repository beside the allowed folder": {
      of: appProject({ sourceRepos: ["https://github.com/acme-evil/agents"] }),
      knobs: { repoAllowlist: ["https://github.com/acme", "git@github.com:acme/"] },
      finds: [
        'spec.sourceRepos[0]: got "https://github.com/acme-evil/agents", ' +
          "want one of https://github.com/acme, git@github.com:acme/",
      ],
    },
  },
  unknown: { "a repository that is not known yet": { of: appProject(), path: "spec.sourceRepos[0]" } },
  mutation: {
    kind: "kubernetes:argoproj.io:AppProject",
    change: ({ props }) => {
      props.spec.sourceRepos = ["*"];
    },
  },
});
