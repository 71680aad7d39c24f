import { rule } from "../../../../policy/rules/pods/k8s-seccomp.ts";
import { container, deployment, podSpec } from "../../../support/kubernetes.ts";
import { describeRule } from "../../../support/rule.ts";

const silent = container({ securityContext: {} });
const unconfined = container({ securityContext: { seccompProfile: { type: "Unconfined" } } });
const localhost = container({ securityContext: { seccompProfile: { type: "Localhost", localhostProfile: "a.json" } } });
const ofPod = { seccompProfile: { type: "RuntimeDefault" } };

describeRule(rule, {
  passes: {
    "the runtime's profile": { of: deployment() },
    "a profile of the node's own": { of: deployment(podSpec({ containers: [localhost] })) },
    "a pod of Windows": { of: deployment(podSpec({ os: { name: "windows" }, containers: [silent] })) },
  },
  inherited: { of: deployment(podSpec({ securityContext: ofPod, containers: [silent] })) },
  fails: {
    "no profile": {
      of: deployment(podSpec({ containers: [silent] })),
      finds: [
        "spec.template.spec.containers[0].securityContext.seccompProfile.type: got nothing, want RuntimeDefault or Localhost",
      ],
    },
    "a container that takes none, whatever its pod has": {
      of: deployment(podSpec({ securityContext: ofPod, containers: [unconfined] })),
      finds: [
        'spec.template.spec.containers[0].securityContext.seccompProfile.type: got "Unconfined", want RuntimeDefault or Localhost',
      ],
    },
    "a pod that takes none, once for all containers": {
      of: deployment(
        podSpec({ securityContext: { seccompProfile: { type: "Unconfined" } }, containers: [silent, silent] }),
      ),
      finds: [
        'spec.template.spec.securityContext.seccompProfile.type: got "Unconfined", want RuntimeDefault or Localhost',
      ],
    },
    "a profile of the node's own where only the runtime's will do": {
      of: deployment(podSpec({ containers: [localhost] })),
      knobs: { allowLocalhost: false },
      finds: [
        'spec.template.spec.containers[0].securityContext.seccompProfile.type: got "Localhost", want RuntimeDefault',
      ],
    },
  },
  initContainer: {
    of: deployment(podSpec({ initContainers: [silent] })),
    finds: [
      "spec.template.spec.initContainers[0].securityContext.seccompProfile.type: got nothing, want RuntimeDefault or Localhost",
    ],
  },
  unknown: {
    "a profile that is not known yet": {
      of: deployment(),
      path: "spec.template.spec.containers[0].securityContext.seccompProfile.type",
    },
  },
  remedies: {
    "a pod without, and a container that takes none": {
      of: {
        type: "kubernetes:core/v1:Pod",
        props: {
          spec: {
            securityContext: { fsGroup: 1 },
            containers: [{ securityContext: { runAsUser: 1, seccompProfile: { type: "Unconfined" } } }],
          },
        },
      },
      to: {
        spec: {
          securityContext: { fsGroup: 1, seccompProfile: { type: "RuntimeDefault" } },
          containers: [{ securityContext: { runAsUser: 1 } }],
        },
      },
    },
  },
  mutation: {
    kind: "kubernetes:apps:Deployment",
    change: ({ props }) => {
      props.spec.template.spec.containers[0].securityContext.seccompProfile.type = "Unconfined";
    },
  },
});
