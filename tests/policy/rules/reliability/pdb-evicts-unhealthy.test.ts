import { rule } from "../../../../policy/rules/reliability/pdb-evicts-unhealthy.ts";
import { disruptionBudget } from "../../../support/disruption.ts";
import { describeRule } from "../../../support/rule.ts";

const path = "spec.unhealthyPodEvictionPolicy";

describeRule(rule, {
  passes: { "a budget that lets unhealthy pods go": { of: disruptionBudget() } },
  fails: {
    "a budget that says nothing, which keeps them": {
      of: disruptionBudget({ unhealthyPodEvictionPolicy: undefined }),
      finds: [`${path}: got nothing, want "AlwaysAllow"`],
    },
    "a budget that keeps them": {
      of: disruptionBudget({ unhealthyPodEvictionPolicy: "IfHealthyBudget" }),
      finds: [`${path}: got "IfHealthyBudget", want "AlwaysAllow"`],
    },
  },
  unknown: { "a value that is not known yet": { of: disruptionBudget(), path } },
  remedies: {
    "a budget that says nothing": {
      of: { type: "kubernetes:policy/v1:PodDisruptionBudget", props: { spec: { maxUnavailable: 1 } } },
      to: { spec: { maxUnavailable: 1, unhealthyPodEvictionPolicy: "AlwaysAllow" } },
    },
  },
  mutation: {
    kind: "kubernetes:policy:PodDisruptionBudget",
    change: ({ props }) => {
      props.spec.unhealthyPodEvictionPolicy = "IfHealthyBudget";
    },
  },
});
