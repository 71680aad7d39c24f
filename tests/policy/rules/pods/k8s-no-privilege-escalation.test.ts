import { rule } from "../../../../policy/rules/pods/k8s-no-privilege-escalation.ts";
import { container, deployment, podSpec } from "../../../support/kubernetes.ts";
import { describeRule } from "../../../support/rule.ts";

const silent = container({ securityContext: {} });

describeRule(rule, {
  passes: {
    "a container that refuses": { of: deployment() },
    "an image that may, whatever its tag": {
      of: deployment(podSpec({ containers: [silent] })),
      knobs: { exemptImages: ["ghcr.io/acme/research-agent"] },
    },
    "a pod of Windows, which knows no such thing": {
      of: deployment(podSpec({ os: { name: "windows" }, containers: [silent] })),
    },
  },
  fails: {
    "a container that says nothing": {
      of: deployment(podSpec({ containers: [container(), silent] })),
      finds: ["spec.template.spec.containers[1].securityContext.allowPrivilegeEscalation: got nothing, want false"],
    },
    "a container that allows it, and whose image is only named alike": {
      of: deployment(podSpec({ containers: [container({ securityContext: { allowPrivilegeEscalation: true } })] })),
      knobs: { exemptImages: ["ghcr.io/acme/research"] },
      finds: ["spec.template.spec.containers[0].securityContext.allowPrivilegeEscalation: got true, want false"],
    },
  },
  initContainer: {
    of: deployment(podSpec({ initContainers: [silent] })),
    finds: ["spec.template.spec.initContainers[0].securityContext.allowPrivilegeEscalation: got nothing, want false"],
  },
  unknown: {
    "a value that is not known yet": {
      of: deployment(),
      path: "spec.template.spec.containers[0].securityContext.allowPrivilegeEscalation",
    },
  },
  remedies: {
    "a container that says nothing, but not one that could not be": {
      of: {
        type: "kubernetes:core/v1:Pod",
        props: {
          spec: {
            containers: [
              { name: "agent" },
              { securityContext: { privileged: true } },
              { securityContext: { capabilities: { add: ["SYS_ADMIN"] } } },
            ],
          },
        },
      },
      to: {
        spec: {
          containers: [
            { name: "agent", securityContext: { allowPrivilegeEscalation: false } },
            { securityContext: { privileged: true } },
            { securityContext: { capabilities: { add: ["SYS_ADMIN"] } } },
          ],
        },
      },
    },
  },
  mutation: {
    kind: "kubernetes:apps:Deployment",
    change: ({ props }) => {
      props.spec.template.spec.containers[0].securityContext.allowPrivilegeEscalation = true;
    },
  },
});
