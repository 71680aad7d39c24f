import { rule } from "../../../../policy/rules/agents/agent-bundle-complete.ts";
import { disruptionBudget } from "../../../support/disruption.ts";
import { AGENT_LABELS, container, deployment, object, podSpec } from "../../../support/kubernetes.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

const ALL =
  "NetworkPolicies for what comes in and what goes out, a PodDisruptionBudget, a budget, an alert, a rule for who may call it, logs or metrics";
const named = (name: string, fixture: Fixture): Fixture => ({ ...fixture, name });
const selector = { matchLabels: AGENT_LABELS };

const policy = named(
  "policy",
  object(
    "kubernetes:networking.k8s.io/v1:NetworkPolicy",
    {},
    { spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] } },
  ),
);
const authorization = (namespace: string) =>
  named("authorization", object("kubernetes:security.istio.io/v1:AuthorizationPolicy", { namespace }, { spec: {} }));
const rules = named(
  "rules",
  object("kubernetes:monitoring.coreos.com/v1:PrometheusRule", { namespace: "monitoring" }, {}),
);
const podMonitor = (spec: object = {}, namespace = "agents") =>
  named(
    "monitor",
    object("kubernetes:monitoring.coreos.com/v1:PodMonitor", { namespace }, { spec: { selector, ...spec } }),
  );
const budget: Fixture = { name: "money", type: "azure-native:consumption:Budget", props: {} };
const around = [disruptionBudget(), policy, rules, budget];
const complete = [deployment(), ...around, authorization("agents"), podMonitor()];
const dapr = { "dapr.io/enabled": "true", "dapr.io/app-id": "research-agent", "dapr.io/config": "agent" };
const withDapr = deployment(podSpec(), {
  template: { metadata: { labels: AGENT_LABELS, annotations: dapr }, spec: podSpec() },
});
const configuration = (defaultAction: string) =>
  named(
    "configuration",
    object(
      "kubernetes:dapr.io/v1alpha1:Configuration",
      { name: "agent" },
      { spec: { accessControl: { defaultAction } } },
    ),
  );
const service = named(
  "service",
  object("kubernetes:core/v1:Service", { labels: { app: "research" } }, { spec: { selector: AGENT_LABELS } }),
);
const serviceMonitor = named(
  "monitor",
  object(
    "kubernetes:monitoring.coreos.com/v1:ServiceMonitor",
    { namespace: "monitoring" },
    { spec: { namespaceSelector: { any: true }, selector: { matchLabels: { app: "research" } } } },
  ),
);

function app(configuration: object = {}): Fixture {
  return {
    type: "azure-native:app:ContainerApp",
    props: {
      containerAppName: "research",
      configuration: { dapr: { enabled: true }, ingress: { external: true }, ...configuration },
      template: { containers: [{ resources: { memory: "2Gi" } }], scale: { maxReplicas: 10 } },
    },
  };
}
const environment: Fixture = {
  name: "environment",
  type: "azure-native:app:ManagedEnvironment",
  props: { appLogsConfiguration: { destination: "azure-monitor" } },
};
const alert: Fixture = {
  name: "alert",
  type: "azure-native:monitor:MetricAlert",
  props: { scopes: ["/subscriptions/0/resourceGroups/rg/providers/Microsoft.App/containerApps/research"] },
};
const login: Fixture = {
  name: "login",
  type: "azure-native:app:ContainerAppsAuthConfig",
  props: { containerAppName: "research" },
};
const internal = { ingress: { external: false } };
const limited = { ingress: { external: true, ipSecurityRestrictions: [{ action: "Allow" }] } };

describeRule(rule, {
  passes: {
    "an agent with everything": { of: complete },
    "one that Dapr guards, scraped by its Service": {
      of: [withDapr, ...around, configuration("deny"), service, serviceMonitor],
    },
    "one that the mesh's own namespace guards, scraped from another": {
      of: [
        deployment(),
        ...around,
        authorization("mesh"),
        podMonitor({ namespaceSelector: { matchNames: ["agents"] } }, "monitoring"),
      ],
      knobs: { rootNamespace: "mesh" },
    },
    "a single replica without a budget for disruptions": {
      of: [deployment(podSpec(), { replicas: 1 }), policy, rules, budget, authorization("agents"), podMonitor()],
    },
    "a container app with everything": { of: [app(), environment, alert, budget, login] },
    "a container app that nobody outside can call": { of: [app(internal), environment, alert, budget] },
    "a container app that some addresses can call": { of: [app(limited), environment, alert, budget] },
    "what is not required": { of: deployment(), knobs: { required: [] } },
    "a workload that is no agent": { of: deployment(), knobs: { agentSelector: { tier: "agents" } } },
  },
  fails: {
    "an agent on its own": { of: deployment(), finds: [`: got nothing, want ${ALL}`] },
    "an agent without a limit of memory": {
      of: [deployment(podSpec({ containers: [container({ resources: {} })] })), ...complete.slice(1)],
      finds: ["it : got nothing, want a limit of its memory and, of an app, of its replicas"],
    },
    "a policy for one direction, and one for another namespace's callers": {
      of: [
        deployment(),
        disruptionBudget(),
        { ...policy, props: { metadata: { namespace: "agents" }, spec: { podSelector: {} } } },
        rules,
        budget,
        authorization("other"),
        podMonitor(),
      ],
      finds: ["it : got nothing, want NetworkPolicies for what comes in and what goes out, a rule for who may call it"],
    },
    "a Dapr that lets everybody in, and a monitor of its own namespace": {
      of: [withDapr, ...around, configuration("allow"), podMonitor({}, "monitoring")],
      finds: ["it : got nothing, want a rule for who may call it, logs or metrics"],
    },
    "a container app on its own": {
      of: app(),
      finds: [": got nothing, want a budget, an alert, a rule for who may call it, logs or metrics"],
    },
    "an alert on another app": {
      of: [app(internal), environment, { ...alert, props: { scopes: ["/containerApps/coding"] } }, budget],
      finds: ["it : got nothing, want an alert"],
    },
  },
  unknown: {
    "an alert whose scope is not known yet": {
      of: [alert, app(internal), environment, budget],
      path: "scopes[0]",
    },
    "a selector that is not known yet": {
      of: [policy, ...complete.filter((each) => each !== policy)],
      path: "spec.podSelector.matchLabels",
    },
  },
  mutation: {
    kind: "azure-native:app:ContainerApp",
    change: (resource, all) => {
      all.push({ ...resource, urn: `${resource.urn}-other`, props: { ...resource.props, containerAppName: "other" } });
    },
  },
});
