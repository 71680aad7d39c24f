import { rule } from "../../../../policy/rules/pods/k8s-run-as-non-root.ts";
import { container, deployment, podSpec } from "../../../support/kubernetes.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

const silent = container({ securityContext: {} });
const ofPod = { runAsNonRoot: true, runAsUser: 10001 };

function pod(spec: object): Fixture {
  return { type: "kubernetes:core/v1:Pod", props: { spec } };
}

describeRule(rule, {
  passes: {
    "a user other than root": { of: deployment() },
    "no user, where the image's must not be root": {
      of: deployment(podSpec({ containers: [container({ securityContext: { runAsNonRoot: true } })] })),
    },
    "a user as high as asked": { of: deployment(), knobs: { minUid: 10001 } },
    "root of a user namespace, where it may be": {
      of: deployment(podSpec({ hostUsers: false, containers: [silent] })),
      knobs: { allowUserNamespaces: true },
    },
  },
  inherited: { of: deployment(podSpec({ securityContext: ofPod, containers: [silent] })) },
  fails: {
    "a container that says nothing, nor does its pod": {
      of: deployment(podSpec({ containers: [silent] })),
      finds: ["spec.template.spec.containers[0].securityContext.runAsNonRoot: got nothing, want true"],
    },
    "root by the pod, once for all containers": {
      of: deployment(podSpec({ securityContext: { runAsNonRoot: false, runAsUser: 0 }, containers: [silent, silent] })),
      finds: [
        "spec.template.spec.securityContext.runAsNonRoot: got false, want true",
        "spec.template.spec.securityContext.runAsUser: got 0, want at least 1",
      ],
    },
    "root by the container, whatever its pod says": {
      of: deployment(
        podSpec({
          securityContext: ofPod,
          containers: [container({ securityContext: { runAsNonRoot: false, runAsUser: 0 } })],
        }),
      ),
      finds: [
        "spec.template.spec.containers[0].securityContext.runAsNonRoot: got false, want true",
        "spec.template.spec.containers[0].securityContext.runAsUser: got 0, want at least 1",
      ],
    },
    "a user that is too low": {
      of: deployment(),
      knobs: { minUid: 20000 },
      finds: ["spec.template.spec.containers[0].securityContext.runAsUser: got 10001, want at least 20000"],
    },
    "root of a user namespace": {
      of: deployment(podSpec({ hostUsers: false, containers: [silent] })),
      finds: ["spec.template.spec.containers[0].securityContext.runAsNonRoot: got nothing, want true"],
    },
  },
  initContainer: {
    of: deployment(podSpec({ initContainers: [silent] })),
    finds: ["spec.template.spec.initContainers[0].securityContext.runAsNonRoot: got nothing, want true"],
  },
  unknown: {
    "a user that is not known yet": {
      of: deployment(),
      path: "spec.template.spec.containers[0].securityContext.runAsUser",
    },
  },
  remedies: {
    "a container that says nothing, but not one that says root": {
      of: pod({ containers: [{ name: "agent" }, { securityContext: { runAsUser: 0 } }] }),
      to: {
        spec: {
          containers: [
            { name: "agent", securityContext: { runAsNonRoot: true } },
            { securityContext: { runAsUser: 0 } },
          ],
        },
      },
    },
    "nothing where the pod says it": {
      of: pod({ securityContext: { runAsNonRoot: true }, containers: [{ name: "agent" }] }),
      to: undefined,
    },
  },
  mutation: {
    kind: "kubernetes:apps:Deployment",
    change: ({ props }) => {
      props.spec.template.spec.containers[0].securityContext.runAsUser = 0;
    },
  },
});
