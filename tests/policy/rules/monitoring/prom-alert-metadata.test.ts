import { rule } from "../../../../policy/rules/monitoring/prom-alert-metadata.ts";
import { alert, prometheusRule } from "../../../support/prometheus.ts";
import { describeRule } from "../../../support/rule.ts";

const at = "spec.groups[0].rules[0]";

describeRule(rule, {
  passes: {
    "an alert that says all": { of: prometheusRule([alert()]) },
    "a label that the group sets": { of: prometheusRule([alert({ labels: {} })], { labels: { severity: "page" } }) },
    "a recording": { of: prometheusRule([{ record: "agent:tokens:rate5m", expr: "1" }]) },
    "an alert that always fires": { of: prometheusRule([alert({ alert: "Watchdog", for: undefined })]) },
    "another alert that fires at once": {
      of: prometheusRule([alert({ for: "0s" })]),
      knobs: { immediateAlerts: ["AgentTokensHigh"] },
    },
    "an alert where nothing is required": {
      of: prometheusRule([alert({ labels: {}, annotations: {} })]),
      knobs: { requiredLabels: [], requiredAnnotations: [] },
    },
  },
  fails: {
    "an alert that says nothing and fires at once": {
      of: prometheusRule([{ alert: "AgentDown", expr: "up == 0" }]),
      finds: [
        `${at}.labels.severity: got nothing, want a value`,
        `${at}.annotations.summary: got nothing, want a value`,
        `${at}.annotations.runbook_url: got nothing, want a value`,
        `${at}.for: got nothing, want a duration such as 5m`,
      ],
    },
    "an alert that lasts no time": {
      of: prometheusRule([alert({ for: "0m" })]),
      finds: [`${at}.for: got "0m", want a duration such as 5m`],
    },
    "labels and annotations that are asked for": {
      of: prometheusRule([alert()]),
      knobs: { requiredLabels: ["team"], requiredAnnotations: ["dashboard"] },
      finds: [`${at}.labels.team: got nothing, want a value`, `${at}.annotations.dashboard: got nothing, want a value`],
    },
  },
  unknown: {
    "a runbook that is not known yet": { of: prometheusRule([alert()]), path: `${at}.annotations.runbook_url` },
  },
  mutation: {
    kind: "kubernetes:monitoring.coreos.com:PrometheusRule",
    change: ({ props }) => {
      props.spec.groups.at(-1).rules[0].labels = {};
    },
  },
});
