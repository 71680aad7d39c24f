import { rule } from "../../../../policy/rules/reliability/hpa-owns-replicas.ts";
import { hpa, scaledObject } from "../../../support/autoscaling.ts";
import { deployment, object, podSpec } from "../../../support/kubernetes.ts";
import { describeRule } from "../../../support/rule.ts";

const scaled = deployment(podSpec(), { replicas: undefined });
const ofRollout = { scaleTargetRef: { apiVersion: "argoproj.io/v1alpha1", kind: "Rollout", name: "research-agent" } };
const rollout = object(
  "kubernetes:argoproj.io/v1alpha1:Rollout",
  {},
  { spec: { replicas: 3, template: { spec: {} } } },
);

describeRule(rule, {
  passes: {
    "replicas that are left to the autoscaler": { of: [hpa(), scaled] },
    "replicas that the program gives once": {
      of: [hpa(), { ...deployment(), options: { ignoreChanges: ["spec.replicas"] } }],
    },
    "replicas that no autoscaler changes": { of: [hpa({}, "hpa", "other"), deployment()] },
    "autoscalers of two workloads": { of: [hpa(), scaledObject(ofRollout), scaled] },
  },
  fails: {
    "replicas beside an autoscaler": {
      of: [scaledObject(), deployment()],
      finds: ["it-1 spec.replicas: got 3, want nothing: ScaledObject agents/keda decides"],
    },
    "replicas of a Rollout": {
      of: [scaledObject(ofRollout), rollout],
      finds: ["it-1 spec.replicas: got 3, want nothing: ScaledObject agents/keda decides"],
    },
    "a ScaledObject beside an autoscaler, whether or not the workload is in the stack": {
      of: [hpa(), scaledObject()],
      finds: [
        'keda spec.scaleTargetRef: got "research-agent", want a workload of its own: HorizontalPodAutoscaler agents/hpa scales that one',
      ],
    },
  },
  unknown: {
    "a target that is not known yet": { of: [hpa(), deployment()], path: "spec.scaleTargetRef.name" },
    "replicas that are not known yet": { of: [deployment(), hpa()], path: "spec.replicas" },
  },
  mutation: {
    kind: "kubernetes:apps:Deployment",
    change: ({ props }) => {
      props.spec.replicas = 3;
    },
  },
});
