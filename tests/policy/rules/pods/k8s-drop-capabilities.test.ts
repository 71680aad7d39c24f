import { rule } from "../../../../policy/rules/pods/k8s-drop-capabilities.ts";
import { container, deployment, object, podSpec } from "../../../support/kubernetes.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

function having(capabilities: object, change: object = {}): Fixture {
  return deployment(podSpec({ containers: [container({ securityContext: { capabilities } })], ...change }));
}

const at = "spec.template.spec.containers[0].securityContext.capabilities";

describeRule(rule, {
  passes: {
    "a container that drops all": { of: deployment() },
    "other letters, and the one harmless addition": { of: having({ drop: ["all"], add: ["NET_BIND_SERVICE"] }) },
    "an addition that is allowed": {
      of: having({ drop: ["ALL"], add: ["CAP_IPC_LOCK"] }),
      knobs: { allowedAdd: ["IPC_LOCK"] },
    },
    "the default capabilities at the baseline level": { of: having({ add: ["CHOWN"] }), knobs: { level: "baseline" } },
    "what hardDeny no longer names": {
      of: having({ drop: ["ALL"], add: ["BPF"] }),
      knobs: { allowedAdd: ["BPF"], hardDeny: [] },
    },
    "a pod of Windows": { of: having({}, { os: { name: "windows" } }) },
  },
  fails: {
    "a container that drops nothing": { of: having({}), finds: [`${at}.drop: got nothing, want ["ALL"]`] },
    "a container that drops some": {
      of: having({ drop: ["NET_RAW"] }),
      finds: [`${at}.drop: got ["NET_RAW"], want ["ALL"]`],
    },
    "an addition": {
      of: having({ drop: ["ALL"], add: ["NET_BIND_SERVICE", "CHOWN"] }),
      finds: [`${at}.add[1]: got "CHOWN", want one of NET_BIND_SERVICE`],
    },
    "a dangerous addition, whatever is allowed": {
      of: having({ drop: ["ALL"], add: ["SYS_ADMIN"] }),
      knobs: { allowedAdd: ["SYS_ADMIN"] },
      finds: [`${at}.add[0]: got "SYS_ADMIN", want one of NET_BIND_SERVICE`],
    },
  },
  initContainer: {
    of: deployment(podSpec({ initContainers: [container({ securityContext: {} })] })),
    finds: ['spec.template.spec.initContainers[0].securityContext.capabilities.drop: got nothing, want ["ALL"]'],
  },
  unknown: {
    "a list that is not known yet": { of: having({ drop: ["ALL"] }), path: `${at}.drop` },
  },
  remedies: {
    "a container that drops some, and one that says nothing": {
      of: object(
        "kubernetes:core/v1:Pod",
        {},
        {
          spec: {
            containers: [{ securityContext: { capabilities: { drop: ["NET_RAW"], add: ["CHOWN"] } } }],
            initContainers: [{ name: "first" }],
          },
        },
      ),
      to: {
        metadata: { name: "research-agent", namespace: "agents" },
        spec: {
          containers: [{ securityContext: { capabilities: { drop: ["ALL"], add: ["CHOWN"] } } }],
          initContainers: [{ name: "first", securityContext: { capabilities: { drop: ["ALL"] } } }],
        },
      },
    },
    "nothing where all are dropped": { of: having({ drop: ["all"] }), to: undefined },
  },
  mutation: {
    kind: "kubernetes:apps:Deployment",
    change: ({ props }) => {
      props.spec.template.spec.containers[0].securityContext.capabilities.drop = [];
    },
  },
});
