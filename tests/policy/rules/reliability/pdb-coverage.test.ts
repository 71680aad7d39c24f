import { rule } from "../../../../policy/rules/reliability/pdb-coverage.ts";
import { AGENT_LABELS, deployment, object, podSpec } from "../../../support/kubernetes.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

function budget(name: string, selector: object, namespace = "agents"): Fixture {
  return { ...object("kubernetes:policy/v1:PodDisruptionBudget", { name, namespace }, { spec: { selector } }), name };
}

const selected = { matchLabels: { "app.kubernetes.io/name": "research-agent" } };

describeRule(rule, {
  passes: {
    "a workload with a budget": { of: [deployment(), budget("one", selected)] },
    "a budget that selects all": { of: [deployment(), budget("all", {})] },
    "a single replica": { of: deployment(podSpec(), { replicas: 1 }) },
  },
  fails: {
    "a workload without a budget": { of: deployment(), finds: [": got nothing, want one PodDisruptionBudget"] },
    "a budget in another namespace": {
      of: [deployment(), budget("elsewhere", selected, "other")],
      finds: ["it : got nothing, want one PodDisruptionBudget"],
    },
    "a budget with only some of the labels right": {
      of: [deployment(), budget("other", { matchLabels: { ...AGENT_LABELS, region: "eu" } })],
      finds: ["it : got nothing, want one PodDisruptionBudget"],
    },
    "two budgets": {
      of: [deployment(), budget("one", selected), budget("two", {})],
      finds: ['it : got ["one","two"], want one PodDisruptionBudget'],
    },
  },
  unknown: {
    "a budget whose selector is not known yet": {
      of: [budget("one", selected), deployment()],
      path: "spec.selector",
    },
  },
  mutation: {
    kind: "kubernetes:policy:PodDisruptionBudget",
    change: ({ props }) => {
      props.spec.selector.matchLabels = { app: "another" };
    },
  },
});
