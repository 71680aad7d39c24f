import { rule } from "../../../../policy/rules/delivery/argocd-dedicated-project.ts";
import { application, applicationSet } from "../../../support/argo.ts";
import { describeRule } from "../../../support/rule.ts";

describeRule(rule, {
  passes: {
    "an application with a project of its own": { of: application() },
    "applications with a project of their own": { of: applicationSet() },
    "applications whose generator knows the project": { of: applicationSet({}, { project: "{{.name}}" }) },
    "the default project where it may be used": {
      of: application({}, { project: "default" }),
      knobs: { allowProjects: ["default"] },
    },
    "a namespace that may be changed": {
      of: application({}, { destination: { namespace: "kube-system" } }),
      knobs: { forbiddenNamespaces: [] },
    },
  },
  fails: {
    "the default project": {
      of: application({}, { project: "default" }),
      finds: ['spec.project: got "default", want a project of its own'],
    },
    "no project, and a system namespace, of an ApplicationSet": {
      of: applicationSet({}, { project: "", destination: { namespace: "kube-system" } }),
      finds: [
        'spec.template.spec.project: got "", want a project of its own',
        'spec.template.spec.destination.namespace: got "kube-system", want a namespace of its own',
      ],
    },
    "a project that is not among those that may be used": {
      of: application(),
      knobs: { allowProjects: ["tools", "platform"] },
      finds: ['spec.project: got "agents", want tools or platform'],
    },
  },
  unknown: { "a project that is not known yet": { of: application({}, { project: "default" }), path: "spec.project" } },
  mutation: {
    kind: "kubernetes:argoproj.io:Application",
    change: ({ props }) => {
      props.spec.project = "default";
    },
  },
});
