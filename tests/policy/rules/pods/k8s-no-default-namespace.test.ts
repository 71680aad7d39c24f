import { rule } from "../../../../policy/rules/pods/k8s-no-default-namespace.ts";
import { deployment, object } from "../../../support/kubernetes.ts";
import { describeRule } from "../../../support/rule.ts";

const nowhere = { namespace: undefined };

describeRule(rule, {
  passes: {
    "a namespace of its own": { of: deployment() },
    "a kind that is in no namespace": { of: object("kubernetes:core/v1:Namespace", nowhere, {}) },
    "a kind that nobody here knows": { of: object("kubernetes:example.com/v1:Thing", nowhere, {}) },
    "a resource of a cloud": { of: { type: "azure-native:app:ContainerApp", props: {} } },
    "the default namespace, where it may be": {
      of: deployment(undefined, {}, { namespace: "default" }),
      knobs: { refusedNamespaces: [] },
    },
  },
  fails: {
    "the default namespace": {
      of: deployment(undefined, {}, { namespace: "default" }),
      finds: ['metadata.namespace: got "default", want a namespace of its own'],
    },
    "no namespace": {
      of: object("kubernetes:core/v1:Service", nowhere, {}),
      finds: ["metadata.namespace: got nothing, want a namespace of its own"],
    },
    "an add-on's object in the default namespace": {
      of: object("kubernetes:dapr.io/v1alpha1:Component", { namespace: "default" }, {}),
      finds: ['metadata.namespace: got "default", want a namespace of its own'],
    },
    "another namespace that is refused": {
      of: deployment(undefined, {}, { namespace: "kube-system" }),
      knobs: { refusedNamespaces: ["default", "kube-system"] },
      finds: ['metadata.namespace: got "kube-system", want a namespace of its own'],
    },
  },
  unknown: {
    "a namespace that is not known yet": { of: deployment(), path: "metadata.namespace" },
  },
  mutation: {
    kind: "kubernetes:apps:Deployment",
    change: ({ props }) => {
      props.metadata.namespace = "default";
    },
  },
});
