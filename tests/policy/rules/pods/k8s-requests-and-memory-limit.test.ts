import { rule } from "../../../../policy/rules/pods/k8s-requests-and-memory-limit.ts";
import { container, deployment, podSpec } from "../../../support/kubernetes.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

function having(resources: object, change: object = {}): Fixture {
  return deployment(podSpec({ containers: [container({ resources })], ...change }));
}

const at = "spec.template.spec.containers[0].resources";
const silent = container({ resources: undefined });

describeRule(rule, {
  passes: {
    "a container that says what it needs": { of: deployment() },
    "no CPU limit": { of: having({ requests: { cpu: "100m", memory: "1Gi" }, limits: { memory: "1Gi" } }) },
    "limits, from which requests are derived": { of: having({ limits: { cpu: "1", memory: "1Gi" } }) },
    "what the pod as a whole asks for": {
      of: having({}, { resources: { requests: { cpu: "1", memory: "1Gi" }, limits: { memory: "1Gi" } } }),
    },
    "a container for debugging": { of: deployment(podSpec({ ephemeralContainers: [silent as { name: string }] })) },
    "an init container, where those are not looked at": {
      of: deployment(podSpec({ initContainers: [silent] })),
      knobs: { includeInit: false },
    },
  },
  fails: {
    "a container that says nothing": {
      of: having({}),
      finds: [
        `${at}.requests.cpu: got nothing, want more than 0`,
        `${at}.requests.memory: got nothing, want more than 0`,
        `${at}.limits.memory: got nothing, want more than 0`,
      ],
    },
    "a request for nothing": {
      of: having({ requests: { cpu: "0", memory: "1Gi" }, limits: { memory: "1Gi" } }),
      finds: [`${at}.requests.cpu: got "0", want more than 0`],
    },
    "no memory limit": {
      of: having({ requests: { cpu: "100m", memory: "1Gi" } }),
      finds: [`${at}.limits.memory: got nothing, want more than 0`],
    },
    "no CPU limit, where one is asked for": {
      of: having({ requests: { cpu: "100m", memory: "1Gi" }, limits: { memory: "1Gi" } }),
      knobs: { requireCpuLimit: true },
      finds: [`${at}.limits.cpu: got nothing, want more than 0`],
    },
  },
  initContainer: {
    of: deployment(
      podSpec({ initContainers: [container({ resources: { requests: { cpu: "100m", memory: "1Gi" } } })] }),
    ),
    finds: ["spec.template.spec.initContainers[0].resources.limits.memory: got nothing, want more than 0"],
  },
  unknown: { "a limit that is not known yet": { of: deployment(), path: `${at}.limits.memory` } },
  mutation: {
    kind: "kubernetes:apps:Deployment",
    change: ({ props }) => {
      delete props.spec.template.spec.containers[0].resources.limits.memory;
    },
  },
});
