import { rule } from "../../../../policy/rules/reliability/pdb-coverage.ts";
import { hpa, scaledObject } from "../../../support/autoscaling.ts";
import { disruptionBudget } from "../../../support/disruption.ts";
import { AGENT_LABELS, deployment, object, podSpec } from "../../../support/kubernetes.ts";
import { describeRule } from "../../../support/rule.ts";

const single = deployment(podSpec(), { replicas: 1 });
const unsaid = deployment(podSpec(), { replicas: undefined });
const rollout = object(
  "kubernetes:argoproj.io/v1alpha1:Rollout",
  {},
  { spec: { replicas: 3, workloadRef: { apiVersion: "apps/v1", kind: "Deployment", name: "research-agent" } } },
);

describeRule(rule, {
  passes: {
    "a workload with a budget": { of: [deployment(), disruptionBudget()] },
    "a budget that selects all": { of: [deployment(), disruptionBudget({ selector: {} })] },
    "a budget that selects by an expression": {
      of: [
        deployment(),
        disruptionBudget({
          selector: {
            matchExpressions: [
              { key: "app.kubernetes.io/name", operator: "In", values: ["research-agent", "another"] },
            ],
          },
        }),
      ],
    },
    "a budget for the pods that a Rollout takes from a Deployment": { of: [rollout, unsaid, disruptionBudget()] },
    "a single replica": { of: single },
    "a single replica that KEDA may take away": { of: [unsaid, scaledObject({ minReplicaCount: 1 })] },
    "several replicas, where only more need a budget": { of: deployment(), knobs: { minReplicas: 4 } },
    "a namespace that needs none": { of: deployment(), knobs: { excludeNamespaces: ["agents"] } },
  },
  fails: {
    "a workload without a budget": { of: deployment(), finds: [": got nothing, want one PodDisruptionBudget"] },
    "a workload that its autoscaler runs as several replicas": {
      of: [unsaid, hpa({ minReplicas: 2 })],
      finds: ["it : got nothing, want one PodDisruptionBudget"],
    },
    "a workload that KEDA runs as several replicas, whatever it says itself": {
      of: [single, scaledObject()],
      finds: ["it : got nothing, want one PodDisruptionBudget"],
    },
    "a Rollout without a budget": {
      of: [rollout, unsaid],
      finds: ["it : got nothing, want one PodDisruptionBudget"],
    },
    "a budget in another namespace": {
      of: [deployment(), disruptionBudget({}, "elsewhere", "other")],
      finds: ["it : got nothing, want one PodDisruptionBudget"],
    },
    "a budget with only some of the labels right": {
      of: [deployment(), disruptionBudget({ selector: { matchLabels: { ...AGENT_LABELS, region: "eu" } } })],
      finds: ["it : got nothing, want one PodDisruptionBudget"],
    },
    "a budget without a selector, which selects nothing": {
      of: [deployment(), disruptionBudget({ selector: undefined })],
      finds: ["it : got nothing, want one PodDisruptionBudget"],
    },
    "two budgets": {
      of: [deployment(), disruptionBudget({}, "one"), disruptionBudget({ selector: {} }, "two")],
      finds: ['it : got ["one","two"], want one PodDisruptionBudget'],
    },
  },
  unknown: {
    "a budget whose selector is not known yet": { of: [disruptionBudget(), deployment()], path: "spec.selector" },
    "an autoscaler whose minimum is not known yet": { of: [hpa(), unsaid], path: "spec.minReplicas" },
  },
  mutation: {
    kind: "kubernetes:policy:PodDisruptionBudget",
    change: ({ props }) => {
      props.spec.selector.matchLabels = { app: "another" };
    },
  },
});
