import { rule } from "../../../../policy/rules/reliability/hpa-min-and-range.ts";
import { hpa, scaledObject } from "../../../support/autoscaling.ts";
import { describeRule } from "../../../support/rule.ts";

const hasty = { behavior: { scaleDown: { stabilizationWindowSeconds: 0 } } };
const metadata = { name: "hpa", namespace: "agents" };

describeRule(rule, {
  passes: {
    "several replicas and room above them, after the 300 s that Kubernetes waits": { of: hpa() },
    "KEDA's own most of 100": { of: scaledObject() },
    "as few as are asked for": { of: hpa({ minReplicas: 1 }), knobs: { min: 1 } },
    "one that never takes replicas away": {
      of: hpa({ behavior: { scaleDown: { selectPolicy: "Disabled", stabilizationWindowSeconds: 0 } } }),
    },
    "one that need not wait": { of: hpa(hasty), knobs: { stabilizationSeconds: 0 } },
    "one that scales up at once": { of: hpa({ behavior: { scaleUp: { stabilizationWindowSeconds: 0 } } }) },
  },
  fails: {
    "a minimum that is left to the default": {
      of: hpa({ minReplicas: undefined }),
      finds: ["spec.minReplicas: got nothing, want at least 2"],
    },
    "KEDA, which leaves nothing running unless told": {
      of: scaledObject({ minReplicaCount: undefined }),
      finds: ["spec.minReplicaCount: got nothing, want at least 2"],
    },
    "KEDA, told to idle on nothing": {
      of: scaledObject({ idleReplicaCount: 0 }),
      finds: ["spec.idleReplicaCount: got 0, want at least 2"],
    },
    "no room to scale in": {
      of: hpa({ maxReplicas: 3 }),
      finds: ["spec.maxReplicas: got 3, want more than the minimum of 3"],
    },
    "no end to scaling": {
      of: scaledObject({ maxReplicaCount: 1000 }),
      finds: ["spec.maxReplicaCount: got 1000, want at most 500"],
    },
    "more than is allowed": { of: hpa(), knobs: { max: 5 }, finds: ["spec.maxReplicas: got 10, want at most 5"] },
    "an autoscaler of Karmada's with a single replica": {
      of: { ...hpa({ minReplicas: 1 }), type: "kubernetes:autoscaling.karmada.io/v1alpha1:FederatedHPA" },
      finds: ["spec.minReplicas: got 1, want at least 2"],
    },
    "replicas that are taken away at once": {
      of: hpa(hasty),
      finds: ["spec.behavior.scaleDown.stabilizationWindowSeconds: got 0, want at least 60 (advice)"],
    },
    "replicas that KEDA takes away at once": {
      of: scaledObject({ advanced: { horizontalPodAutoscalerConfig: hasty } }),
      finds: [
        "spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleDown.stabilizationWindowSeconds: got 0, want at least 60 (advice)",
      ],
    },
  },
  unknown: { "a minimum that is not known yet": { of: hpa(), path: "spec.minReplicas" } },
  remedies: {
    "a minimum of 1": {
      of: hpa({ minReplicas: 1 }),
      to: { metadata, spec: { ...(hpa().props.spec as object), minReplicas: 2 } },
    },
    "no minimum of KEDA's": {
      of: { type: "kubernetes:keda.sh/v1alpha1:ScaledObject", props: { spec: { scaleTargetRef: { name: "agent" } } } },
      to: { spec: { scaleTargetRef: { name: "agent" }, minReplicaCount: 2 } },
    },
    "nothing where the most would be too few": {
      of: hpa({ minReplicas: 1, maxReplicas: 2 }),
      to: undefined,
    },
    "nothing where nothing is to run idle": {
      of: scaledObject({ idleReplicaCount: 0 }),
      to: undefined,
    },
  },
  mutation: {
    kind: "kubernetes:autoscaling:HorizontalPodAutoscaler",
    change: ({ props }) => {
      props.spec.maxReplicas = 1;
    },
  },
});
