import type { PodSpec } from "../../../../policy/lib/kubernetes/pods.ts";
import { rule } from "../../../../policy/rules/reliability/spread-replicas.ts";
import { hpa } from "../../../support/autoscaling.ts";
import { AGENT_LABELS, deployment, object, podSpec } from "../../../support/kubernetes.ts";
import { describeRule } from "../../../support/rule.ts";

const path = "spec.template.spec.topologySpreadConstraints";
const none = `${path}: got nothing, want a constraint over nodes or zones, or anti-affinity`;
const labelSelector = { matchLabels: { ...AGENT_LABELS } };
const constraint = {
  maxSkew: 1,
  topologyKey: "topology.kubernetes.io/zone",
  whenUnsatisfiable: "ScheduleAnyway",
  labelSelector,
};
const apart = { topologyKey: "kubernetes.io/hostname", labelSelector };
const spread = (change: object = {}) =>
  deployment(podSpec({ topologySpreadConstraints: [{ ...constraint, ...change }] }));
const antiAffinity = (podAntiAffinity: NonNullable<PodSpec["affinity"]>["podAntiAffinity"]) =>
  deployment(podSpec({ affinity: { podAntiAffinity } }));

describeRule(rule, {
  passes: {
    "a constraint over zones": { of: spread() },
    "pods that must not share a node": {
      of: antiAffinity({ requiredDuringSchedulingIgnoredDuringExecution: [apart] }),
    },
    "pods that should not share a node, in their namespace by name": {
      of: antiAffinity({
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 100, podAffinityTerm: { ...apart, namespaces: ["agents"] } },
        ],
      }),
    },
    "a topology of the cluster's own": {
      of: spread({ topologyKey: "rack" }),
      knobs: { topologyKeys: ["rack"] },
    },
    "a single replica": { of: deployment(podSpec(), { replicas: 1 }) },
    "a single pod": { of: object("kubernetes:core/v1:Pod", {}, { spec: podSpec() }) },
  },
  fails: {
    "replicas that nothing spreads": { of: deployment(), finds: [none] },
    "replicas that only an autoscaler makes": {
      of: [deployment(podSpec(), { replicas: undefined }), hpa()],
      finds: [`it ${none}`],
    },
    "a constraint without a selector, which counts no pods": {
      of: spread({ labelSelector: undefined }),
      finds: [none],
    },
    "a constraint on other pods": {
      of: spread({ labelSelector: { matchLabels: { app: "another" } } }),
      finds: [none],
    },
    "a topology that is none": { of: spread({ topologyKey: "kubernetes.io/os" }), finds: [none] },
    "pods that keep away from another namespace's": {
      of: antiAffinity({ requiredDuringSchedulingIgnoredDuringExecution: [{ ...apart, namespaces: ["other"] }] }),
      finds: [none],
    },
  },
  unknown: { "constraints that are not known yet": { of: spread(), path } },
  mutation: {
    kind: "kubernetes:apps:Deployment",
    change: ({ props }) => {
      delete props.spec.template.spec.topologySpreadConstraints;
      delete props.spec.template.spec.affinity;
    },
  },
});
