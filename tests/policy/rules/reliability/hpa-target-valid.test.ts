import { rule } from "../../../../policy/rules/reliability/hpa-target-valid.ts";
import { hpa, scaledObject } from "../../../support/autoscaling.ts";
import { deployment, object } from "../../../support/kubernetes.ts";
import { describeRule } from "../../../support/rule.ts";

const rollout = object("kubernetes:argoproj.io/v1alpha1:Rollout", {}, { spec: {} });
const ofRollout = { scaleTargetRef: { apiVersion: "argoproj.io/v1alpha1", kind: "Rollout", name: "research-agent" } };
const missing = 'got "Deployment agents/research-agent", want a workload of the stack';

describeRule(rule, {
  passes: {
    "a Deployment that exists": { of: [hpa(), deployment()] },
    "what KEDA takes for a Deployment": { of: [scaledObject(), deployment()] },
    "another version of the same API": {
      of: [
        hpa({ scaleTargetRef: { apiVersion: "apps/v1beta2", kind: "Deployment", name: "research-agent" } }),
        deployment(),
      ],
    },
    "a Rollout": { of: [scaledObject(ofRollout), rollout] },
    "a Deployment that is made elsewhere": { of: hpa(), knobs: { external: ["Deployment agents/research-agent"] } },
  },
  fails: {
    "a Deployment that does not exist": { of: hpa(), finds: [`spec.scaleTargetRef: ${missing}`] },
    "a Deployment of another namespace": {
      of: [scaledObject(), deployment(undefined, {}, { namespace: "other" })],
      finds: [`keda spec.scaleTargetRef: ${missing}`],
    },
    "a Deployment where a Rollout is meant": {
      of: [hpa(ofRollout), deployment()],
      finds: ['hpa spec.scaleTargetRef: got "Rollout agents/research-agent", want a workload of the stack'],
    },
    "a target without the version of its API, which Kubernetes then looks for in the core": {
      of: [hpa({ scaleTargetRef: { kind: "Deployment", name: "research-agent" } }), deployment()],
      finds: [`hpa spec.scaleTargetRef: ${missing}`],
    },
  },
  unknown: {
    "a target that is not known yet": { of: [hpa(), deployment()], path: "spec.scaleTargetRef.name" },
    "a workload whose name is not known yet": { of: [deployment(), hpa()], path: "metadata.name" },
  },
  mutation: {
    kind: "kubernetes:autoscaling:HorizontalPodAutoscaler",
    change: ({ props }) => {
      props.spec.scaleTargetRef.name = "another";
    },
  },
});
