import { rule } from "../../../../policy/rules/reliability/hpa-vpa-no-overlap.ts";
import { hpa, resourceMetric, scaledObject, vpa } from "../../../support/autoscaling.ts";
import { AGENT_LABELS, deployment, podSpec } from "../../../support/kubernetes.ts";
import { describeRule } from "../../../support/rule.ts";

const policies = (...containerPolicies: object[]) => ({ resourcePolicy: { containerPolicies } });
const memoryOfAgent = policies({ containerName: "agent", controlledResources: ["memory"] });
const want = (resources = "cpu", by = "HorizontalPodAutoscaler agents/hpa") =>
  `want "Off", or other controlledResources than ${resources}: ${by} scales on it`;
const onAgent = {
  triggers: [{ type: "cpu", metricType: "Utilization", metadata: { value: "70", containerName: "agent" } }],
};
const withDapr = deployment(podSpec(), {
  template: { metadata: { labels: AGENT_LABELS, annotations: { "dapr.io/enabled": "true" } }, spec: podSpec() },
});

describeRule(rule, {
  passes: {
    "one that only recommends": { of: [vpa({ updatePolicy: { updateMode: "Off" } }), hpa()] },
    "one that controls memory alone": { of: [vpa(memoryOfAgent), hpa(), deployment()] },
    "one that leaves every container alone": { of: [vpa(policies({ containerName: "*", mode: "Off" })), hpa()] },
    "one that leaves alone the container that counts": {
      of: [vpa(policies({ containerName: "agent", mode: "Off" })), scaledObject(onAgent), withDapr],
    },
    "an autoscaler on the plain usage": { of: [vpa(), hpa({ metrics: [resourceMetric("cpu", "AverageValue")] })] },
    "an autoscaler on the queue": { of: [vpa(), scaledObject()] },
    "an autoscaler of another workload": {
      of: [vpa(), hpa({ scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "another" } })],
    },
  },
  fails: {
    "one that says nothing, which recreates pods for CPU and memory": {
      of: [vpa(), hpa()],
      finds: [`vpa spec.updatePolicy.updateMode: got nothing, ${want()}`],
    },
    "an autoscaler without metrics, which scales on CPU": {
      of: [vpa({ updatePolicy: { updateMode: "Auto" } }), hpa({ metrics: [] })],
      finds: [`vpa spec.updatePolicy.updateMode: got "Auto", ${want()}`],
    },
    "both on memory": {
      of: [vpa(memoryOfAgent), hpa({ metrics: [resourceMetric("memory")] }), deployment()],
      finds: [`vpa spec.updatePolicy.updateMode: got nothing, ${want("memory")}`],
    },
    "KEDA on the CPU of one container": {
      of: [vpa({ updatePolicy: { updateMode: "InPlaceOrRecreate" } }), scaledObject(onAgent)],
      finds: [`vpa spec.updatePolicy.updateMode: got "InPlaceOrRecreate", ${want("cpu", "ScaledObject agents/keda")}`],
    },
    "a container that Dapr adds and no policy names": {
      of: [vpa(memoryOfAgent), hpa(), withDapr],
      finds: [`vpa spec.updatePolicy.updateMode: got nothing, ${want()}`],
    },
    "one that sets up new pods": {
      of: [vpa({ updatePolicy: { updateMode: "Initial" } }), hpa()],
      finds: [`vpa spec.updatePolicy.updateMode: got "Initial", ${want()} (advice)`],
    },
    "plain usage where that is not allowed": {
      of: [vpa(), hpa({ metrics: [resourceMetric("cpu", "AverageValue")] })],
      knobs: { allowUsageMetric: false },
      finds: [`vpa spec.updatePolicy.updateMode: got nothing, ${want()}`],
    },
  },
  unknown: {
    "a mode that is not known yet": { of: [vpa(), hpa()], path: "spec.updatePolicy.updateMode" },
    "policies that are not known yet": {
      of: [vpa(), hpa(), deployment()],
      path: "spec.resourcePolicy.containerPolicies",
    },
    "metrics that are not known yet": { of: [hpa(), vpa()], path: "spec.metrics" },
  },
  mutation: {
    kind: "kubernetes:autoscaling.k8s.io:VerticalPodAutoscaler",
    change: ({ props }, all) => {
      props.spec.updatePolicy = { updateMode: "Recreate" };
      props.spec.resourcePolicy = undefined;
      for (const each of all.filter(({ type }) => type.endsWith(":ScaledObject")))
        each.props.spec.triggers = onAgent.triggers;
    },
  },
});
