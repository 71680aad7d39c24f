import { rule } from "../../../../policy/rules/pods/k8s-read-only-rootfs.ts";
import { container, deployment, podSpec } from "../../../support/kubernetes.ts";
import { describeRule } from "../../../support/rule.ts";

const writable = container({ securityContext: {} });
const at = "spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem";
const tmp = [{ name: "tmp", mountPath: "/tmp" }];

describeRule(rule, {
  passes: {
    "an agent that cannot write": { of: deployment() },
    "an image that may": {
      of: deployment(podSpec({ containers: [writable] })),
      knobs: { exemptImages: ["ghcr.io/acme/research-agent"] },
    },
    "a pod of Windows, which knows no such thing": {
      of: deployment(podSpec({ os: { name: "windows" }, containers: [writable] })),
    },
  },
  fails: {
    "an agent that can write": {
      of: deployment(podSpec({ containers: [writable] })),
      finds: [`${at}: got nothing, want true`],
    },
    "another workload that can write, as advice": {
      of: deployment(podSpec({ containers: [container({ securityContext: { readOnlyRootFilesystem: false } })] })),
      knobs: { agentSelector: { team: "agents" } },
      finds: [`${at}: got false, want true (advice)`],
    },
  },
  initContainer: {
    of: deployment(podSpec({ initContainers: [writable] })),
    finds: ["spec.template.spec.initContainers[0].securityContext.readOnlyRootFilesystem: got nothing, want true"],
  },
  unknown: { "a value that is not known yet": { of: deployment(), path: at } },
  remedies: {
    "a container that has a place to write to, but no other": {
      of: {
        type: "kubernetes:core/v1:Pod",
        props: { spec: { containers: [{ name: "agent", volumeMounts: tmp }, { name: "other" }] } },
      },
      to: {
        spec: {
          containers: [
            { name: "agent", volumeMounts: tmp, securityContext: { readOnlyRootFilesystem: true } },
            { name: "other" },
          ],
        },
      },
    },
  },
  mutation: {
    kind: "kubernetes:apps:Deployment",
    change: ({ props }) => {
      props.spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem = false;
    },
  },
});
