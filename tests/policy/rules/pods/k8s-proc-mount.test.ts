import { rule } from "../../../../policy/rules/pods/k8s-proc-mount.ts";
import { container, deployment, podSpec } from "../../../support/kubernetes.ts";
import { describeRule } from "../../../support/rule.ts";

const unmasked = container({ securityContext: { procMount: "Unmasked" } });

describeRule(rule, {
  passes: {
    "a container that says nothing": { of: deployment() },
    "the default by name": {
      of: deployment(podSpec({ containers: [container({ securityContext: { procMount: "Default" } })] })),
    },
  },
  fails: {
    "a container that sees all": {
      of: deployment(podSpec({ containers: [unmasked] })),
      finds: ['spec.template.spec.containers[0].securityContext.procMount: got "Unmasked", want Default'],
    },
  },
  initContainer: {
    of: deployment(podSpec({ initContainers: [unmasked] })),
    finds: ['spec.template.spec.initContainers[0].securityContext.procMount: got "Unmasked", want Default'],
  },
  unknown: {
    "a value that is not known yet": {
      of: deployment(),
      path: "spec.template.spec.containers[0].securityContext.procMount",
    },
  },
  remedies: {
    "a container that sees all, and leaves the other": {
      of: {
        type: "kubernetes:core/v1:Pod",
        props: { spec: { containers: [{ securityContext: { procMount: "Unmasked" } }, { securityContext: {} }] } },
      },
      to: { spec: { containers: [{ securityContext: { procMount: "Default" } }, { securityContext: {} }] } },
    },
  },
  mutation: {
    kind: "kubernetes:apps:Deployment",
    change: ({ props }) => {
      props.spec.template.spec.containers[0].securityContext.procMount = "Unmasked";
    },
  },
});
