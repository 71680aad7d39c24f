import { rule } from "../../../../policy/rules/monitoring/prom-rules-unique.ts";
import { alert, prometheusRule } from "../../../support/prometheus.ts";
import { describeRule } from "../../../support/rule.ts";

const recording = { record: "agent:tokens:rate5m", expr: "sum(rate(agent_tokens_total[5m]))" };
const critical = alert({ labels: { severity: "critical" } });
const elsewhere = {
  ...prometheusRule([alert()]),
  props: { ...prometheusRule([alert()]).props, metadata: { name: "other", namespace: "tools" } },
};

describeRule(rule, {
  passes: {
    "alerts of different names or labels": {
      of: [prometheusRule([alert(), critical]), prometheusRule([alert({ alert: "AgentCostHigh" }), recording])],
    },
    "the same alert in another namespace": { of: [prometheusRule([alert()]), elsewhere] },
  },
  fails: {
    "an alert twice in a group": {
      of: prometheusRule([alert(), critical, alert({ expr: "1" })]),
      finds: [
        'spec.groups[0].rules[2].alert: got "AgentTokensHigh", ' +
          "want another name than that of it spec.groups[0].rules[0]",
      ],
    },
    "a recording of two objects": {
      of: [prometheusRule([recording]), prometheusRule([alert(), recording])],
      finds: [
        'it-1 spec.groups[0].rules[1].record: got "agent:tokens:rate5m", ' +
          "want another name than that of it spec.groups[0].rules[0]",
      ],
    },
  },
  unknown: {
    "a name that is not known yet": {
      of: prometheusRule([alert(), alert()]),
      path: "spec.groups[0].rules[1].alert",
      undecided: ["spec.groups[0].rules[1].alert"],
    },
  },
  mutation: {
    kind: "kubernetes:monitoring.coreos.com:PrometheusRule",
    change: ({ props }) => {
      const { rules } = props.spec.groups.at(-1);
      rules.push({ ...rules[0] });
    },
  },
});
