import { rule } from "../../../../policy/rules/pods/k8s-resource-ceilings.ts";
import { container, deployment, podSpec } from "../../../support/kubernetes.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

const disk = { "ephemeral-storage": "1Gi" };

function having(requests: object, limits: object): Fixture {
  return deployment(
    podSpec({ containers: [container({ resources: { requests, limits: { ...disk, ...limits } } as never })] }),
  );
}

const at = "spec.template.spec.containers[0].resources";
const unbounded = container({ resources: { requests: { cpu: "1" } } });

describeRule(rule, {
  passes: {
    "a container that keeps to its share": { of: deployment() },
    "a cache with a limit": {
      of: deployment(podSpec({ volumes: [{ name: "tmp", emptyDir: { sizeLimit: "1Gi" } }] })),
    },
    "no CPU limit, and one GPU": { of: having({ cpu: "4000m" }, { "nvidia.com/gpu": "1" }) },
    "ceilings and a ratio of one's own": {
      of: having({ cpu: "1", memory: "1Gi" }, { cpu: "8", memory: "32Gi", "amd.com/gpu": "2" }),
      knobs: { maxCpu: "8", maxMemory: "32Gi", maxGpu: 2, maxRatio: 32 },
    },
    "a container for debugging": {
      of: deployment(podSpec({ ephemeralContainers: [{ name: "debug", image: "busybox" }] })),
    },
  },
  fails: {
    "a container that takes too much": {
      of: having({ cpu: "5", memory: "10Gi" }, { cpu: "6", memory: "17Gi", "nvidia.com/gpu": "2" }),
      finds: [
        `${at}.requests.cpu: got "5", want at most 4`,
        `${at}.limits.cpu: got "6", want at most 4`,
        `${at}.limits.memory: got "17Gi", want at most 16Gi`,
        `${at}.limits["nvidia.com/gpu"]: got "2", want at most 1`,
      ],
    },
    "a limit far above its request": {
      of: having({ cpu: "100m", memory: "1Gi" }, { cpu: "500m", memory: "4Gi" }),
      finds: [`${at}.limits.cpu: got "500m", want at most 4 times the request of 100m`],
    },
    "disk without an end": {
      of: deployment(podSpec({ volumes: [{ name: "tmp", emptyDir: {} }], containers: [unbounded] })),
      finds: [
        "spec.template.spec.volumes[0].emptyDir.sizeLimit: got nothing, want a limit",
        `${at}.limits.ephemeral-storage: got nothing, want a limit`,
      ],
    },
    "another workload, as advice": {
      of: deployment(podSpec({ containers: [unbounded] })),
      knobs: { agentSelector: { team: "agents" } },
      finds: [`${at}.limits.ephemeral-storage: got nothing, want a limit (advice)`],
    },
  },
  initContainer: {
    of: deployment(podSpec({ initContainers: [unbounded] })),
    finds: ["spec.template.spec.initContainers[0].resources.limits.ephemeral-storage: got nothing, want a limit"],
  },
  unknown: { "a limit that is not known yet": { of: deployment(), path: `${at}.limits.ephemeral-storage` } },
  remedies: {
    "a cache without a limit": {
      of: {
        type: "kubernetes:core/v1:Pod",
        props: { spec: { volumes: [{ emptyDir: {} }, { emptyDir: { sizeLimit: "5Gi" } }, { name: "other" }] } },
      },
      knobs: { defaultSizeLimit: "2Gi" },
      to: {
        spec: {
          volumes: [{ emptyDir: { sizeLimit: "2Gi" } }, { emptyDir: { sizeLimit: "5Gi" } }, { name: "other" }],
        },
      },
    },
  },
  mutation: {
    kind: "kubernetes:apps:Deployment",
    change: ({ props }) => {
      props.spec.template.spec.containers[0].resources.limits.cpu = "64";
    },
  },
});
