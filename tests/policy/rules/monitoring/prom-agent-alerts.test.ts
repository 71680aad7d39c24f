import { rule } from "../../../../policy/rules/monitoring/prom-agent-alerts.ts";
import { deployment, podSpec } from "../../../support/kubernetes.ts";
import { alert, prometheusRule } from "../../../support/prometheus.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

const stack: Fixture = {
  type: "pulumi:pulumi:Stack",
  name: "planetary",
  urn: "urn:pulumi:planetary::daca::pulumi:pulumi:Stack::daca-planetary",
  props: {},
};
const cost = alert({ alert: "AgentBudgetBurns", expr: "sum(agent_cost_dollars_total) > 100" });
const errors = alert({ alert: "AgentErrorsHigh" });
const tool = deployment(podSpec(), { template: { metadata: { labels: { app: "tool" } }, spec: podSpec() } });
const missing = (word: string) => `planetary : got nothing, want an alert about "${word}"`;

describeRule(rule, {
  passes: {
    "agents that are watched": { of: [prometheusRule([alert(), cost, errors]), deployment(), stack] },
    "a stack without agents": { of: [tool, stack] },
    "agents of which less is asked": {
      of: [deployment(), prometheusRule([alert()]), stack],
      knobs: { agentAlertNames: ["TOKEN"] },
    },
  },
  fails: {
    "agents that nobody watches": {
      of: [deployment(), stack],
      finds: [missing("token"), missing("cost"), missing("error")],
    },
    "a recording in an alert's place": {
      of: [deployment(), prometheusRule([alert(), errors, { record: "agent:cost:sum", expr: "1" }]), stack],
      finds: [missing("cost")],
    },
    "agents that are labelled otherwise": {
      of: [tool, stack],
      knobs: { agentSelector: { app: "tool" }, agentAlertNames: ["token"] },
      finds: [missing("token")],
    },
  },
  unknown: {
    "groups that are not known yet": {
      of: [prometheusRule([alert(), cost, errors]), deployment(), stack],
      path: "spec.groups",
    },
  },
  mutation: {
    kind: "kubernetes:monitoring.coreos.com:PrometheusRule",
    change: ({ props }) => {
      props.spec.groups = [];
    },
  },
});
