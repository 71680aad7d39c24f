import { AGENT_LABELS, object } from "./kubernetes.ts";
import type { Fixture } from "./rule.ts";

/** A PrometheusRule with one group of these rules. */
export function prometheusRule(rules: object[], group: object = {}): Fixture {
  return object(
    "kubernetes:monitoring.coreos.com/v1:PrometheusRule",
    {},
    { spec: { groups: [{ name: "agents", ...group, rules }] } },
  );
}

/** An alert that every rule is content with. */
export function alert(change: object = {}): object {
  return {
    alert: "AgentTokensHigh",
    expr: "sum(rate(agent_tokens_total[5m])) > 1000",
    for: "10m",
    labels: { severity: "warning" },
    annotations: { summary: "An agent uses many tokens.", runbook_url: "https://runbooks.acme.dev/agent-tokens" },
    ...change,
  };
}

export function serviceMonitor(spec: object = {}, metadata: object = {}): Fixture {
  return object("kubernetes:monitoring.coreos.com/v1:ServiceMonitor", metadata, {
    spec: { selector: { matchLabels: AGENT_LABELS }, endpoints: [{ port: "http" }], ...spec },
  });
}

export function podMonitor(spec: object = {}): Fixture {
  return object(
    "kubernetes:monitoring.coreos.com/v1:PodMonitor",
    {},
    { spec: { selector: { matchLabels: AGENT_LABELS }, podMetricsEndpoints: [{ port: "http" }], ...spec } },
  );
}
