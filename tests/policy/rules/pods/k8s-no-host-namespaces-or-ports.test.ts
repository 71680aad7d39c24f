import { rule } from "../../../../policy/rules/pods/k8s-no-host-namespaces-or-ports.ts";
import { container, deployment, object, podSpec } from "../../../support/kubernetes.ts";
import { describeRule } from "../../../support/rule.ts";

const onNode = container({ ports: [{ containerPort: 8000, hostPort: 8000 }] });

describeRule(rule, {
  passes: {
    "a pod that shares nothing": { of: deployment() },
    "a pod that says no": {
      of: deployment(
        podSpec({
          hostNetwork: false,
          hostPID: false,
          hostIPC: false,
          containers: [container({ ports: [{ containerPort: 8000, hostPort: 0 }] })],
        }),
      ),
    },
    "a workload that may": {
      of: deployment(podSpec({ hostNetwork: true, containers: [onNode] })),
      knobs: { allow: { "agents/research-agent": ["network", "ports"] } },
    },
  },
  fails: {
    "a pod that shares all": {
      of: deployment(podSpec({ hostNetwork: true, hostPID: true, hostIPC: true, containers: [onNode] })),
      finds: [
        "spec.template.spec.hostNetwork: got true, want false",
        "spec.template.spec.hostPID: got true, want false",
        "spec.template.spec.hostIPC: got true, want false",
        "spec.template.spec.containers[0].ports[0].hostPort: got 8000, want no port of the node",
      ],
    },
    "what a workload may not, beside what it may": {
      of: deployment(podSpec({ hostNetwork: true, hostPID: true })),
      knobs: { allow: { "agents/research-agent": ["network"], "other/research-agent": ["pid"] } },
      finds: ["spec.template.spec.hostPID: got true, want false"],
    },
    "a pod on its own": {
      of: object("kubernetes:core/v1:Pod", {}, { spec: podSpec({ hostNetwork: true }) }),
      finds: ["spec.hostNetwork: got true, want false"],
    },
  },
  initContainer: {
    of: deployment(podSpec({ initContainers: [onNode] })),
    finds: ["spec.template.spec.initContainers[0].ports[0].hostPort: got 8000, want no port of the node"],
  },
  unknown: {
    "a network that is not known yet, and finds the port": {
      of: deployment(podSpec({ containers: [onNode] })),
      path: "spec.template.spec.hostNetwork",
      finds: ["spec.template.spec.containers[0].ports[0].hostPort: got 8000, want no port of the node"],
    },
  },
  remedies: {
    "a pod that shares its network, but not what it may": {
      of: object(
        "kubernetes:core/v1:Pod",
        {},
        { spec: { hostNetwork: true, hostPID: true, containers: [{ ports: [{ containerPort: 80, hostPort: 80 }] }] } },
      ),
      knobs: { allow: { "agents/research-agent": ["pid"] } },
      to: {
        metadata: { name: "research-agent", namespace: "agents" },
        spec: { hostPID: true, containers: [{ ports: [{ containerPort: 80 }] }] },
      },
    },
  },
  mutation: {
    kind: "kubernetes:apps:Deployment",
    change: ({ props }) => {
      props.spec.template.spec.hostNetwork = true;
    },
  },
});
