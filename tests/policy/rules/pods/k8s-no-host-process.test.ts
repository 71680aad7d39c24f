import { rule } from "../../../../policy/rules/pods/k8s-no-host-process.ts";
import { container, deployment, podSpec } from "../../../support/kubernetes.ts";
import { describeRule } from "../../../support/rule.ts";

const onHost = container({ securityContext: { windowsOptions: { hostProcess: true } } });

describeRule(rule, {
  passes: {
    "a container that says nothing": { of: deployment() },
    "a Windows container with a user": {
      of: deployment(
        podSpec({
          os: { name: "windows" },
          securityContext: { windowsOptions: { runAsUserName: "ContainerUser", hostProcess: false } },
        }),
      ),
    },
  },
  fails: {
    "a container on its node": {
      of: deployment(podSpec({ containers: [onHost] })),
      finds: ["spec.template.spec.containers[0].securityContext.windowsOptions.hostProcess: got true, want false"],
    },
    "a pod on its node": {
      of: deployment(podSpec({ securityContext: { windowsOptions: { hostProcess: true } } })),
      finds: ["spec.template.spec.securityContext.windowsOptions.hostProcess: got true, want false"],
    },
  },
  initContainer: {
    of: deployment(podSpec({ initContainers: [onHost] })),
    finds: ["spec.template.spec.initContainers[0].securityContext.windowsOptions.hostProcess: got true, want false"],
  },
  unknown: {
    "a value that is not known yet": {
      of: deployment(podSpec({ containers: [onHost] })),
      path: "spec.template.spec.containers[0].securityContext.windowsOptions.hostProcess",
    },
  },
  remedies: {
    "a pod and a container on their node": {
      of: {
        type: "kubernetes:core/v1:Pod",
        props: {
          spec: {
            securityContext: { windowsOptions: { hostProcess: true } },
            containers: [{ securityContext: { windowsOptions: { hostProcess: true, runAsUserName: "a" } } }],
          },
        },
      },
      to: {
        spec: {
          securityContext: { windowsOptions: { hostProcess: false } },
          containers: [{ securityContext: { windowsOptions: { hostProcess: false, runAsUserName: "a" } } }],
        },
      },
    },
  },
  mutation: {
    kind: "kubernetes:apps:Deployment",
    change: ({ props }) => {
      props.spec.template.spec.securityContext = { windowsOptions: { hostProcess: true } };
    },
  },
});
