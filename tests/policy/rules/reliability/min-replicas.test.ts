import { rule } from "../../../../policy/rules/reliability/min-replicas.ts";
import { hpa, scaledObject } from "../../../support/autoscaling.ts";
import { deployment, object, podSpec } from "../../../support/kubernetes.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

const single = deployment(podSpec(), { replicas: 1 });
const unsaid = deployment(podSpec(), { replicas: undefined });
const rollout: Fixture = object(
  "kubernetes:argoproj.io/v1alpha1:Rollout",
  { name: "rollout" },
  { spec: { replicas: 2, workloadRef: { apiVersion: "apps/v1", kind: "Deployment", name: "research-agent" } } },
);

describeRule(rule, {
  passes: {
    "several replicas": { of: deployment() },
    "a workload that an autoscaler scales": { of: [unsaid, hpa()] },
    "a workload that KEDA scales, which takes it for a Deployment": { of: [single, scaledObject()] },
    "a workload that is switched off": { of: deployment(podSpec(), { replicas: 0 }) },
    "a workload whose replicas are left to somebody else": {
      of: { ...single, options: { ignoreChanges: ["spec.replicas"] } },
    },
    "a workload that must run alone": { of: single, knobs: { singletons: ["research-agent"] } },
    "a Deployment whose pods a Rollout runs": { of: [single, rollout] },
    "as few as are asked for": { of: single, knobs: { minReplicas: 1 } },
    "a kind of one pod for each node": { of: object("kubernetes:apps/v1:DaemonSet", {}, { spec: {} }) },
  },
  fails: {
    "a single replica": { of: single, finds: ["spec.replicas: got 1, want at least 2, or an autoscaler"] },
    "a workload that leaves it to the default": {
      of: unsaid,
      finds: ["spec.replicas: got nothing, want at least 2, or an autoscaler"],
    },
    "an autoscaler in another namespace": {
      of: [single, hpa({}, "hpa", "other")],
      finds: ["it spec.replicas: got 1, want at least 2, or an autoscaler"],
    },
    "an autoscaler of a StatefulSet of that name": {
      of: [single, hpa({ scaleTargetRef: { apiVersion: "apps/v1", kind: "StatefulSet", name: "research-agent" } })],
      finds: ["it spec.replicas: got 1, want at least 2, or an autoscaler"],
    },
    "an autoscaler in another cluster": {
      of: [
        { ...single, provider: { urn: "eu-west-1", type: "pulumi:providers:kubernetes", props: {} } },
        { ...hpa(), provider: { urn: "us-east-1", type: "pulumi:providers:kubernetes", props: {} } },
      ],
      finds: ["it spec.replicas: got 1, want at least 2, or an autoscaler"],
    },
    "fewer than are asked for": {
      of: deployment(),
      knobs: { minReplicas: 4 },
      finds: ["spec.replicas: got 3, want at least 4, or an autoscaler"],
    },
  },
  unknown: {
    "an autoscaler whose target is not known yet": { of: [hpa(), single], path: "spec.scaleTargetRef.name" },
    "a number that is not known yet": { of: single, path: "spec.replicas" },
  },
  mutation: {
    kind: "kubernetes:apps:Deployment",
    change: ({ props }, all) => {
      props.spec.replicas = 1;
      all.splice(0, all.length, ...all.filter(({ type }) => !/ScaledObject|HorizontalPodAutoscaler/.test(type)));
    },
  },
});
