import { rule } from "../../../../policy/rules/pods/k8s-selectors-select.ts";
import { AGENT_LABELS, deployment, object } from "../../../support/kubernetes.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

const name = { "app.kubernetes.io/name": "research-agent" };

function service(selector: object | undefined, metadata: object = {}, spec: object = {}): Fixture {
  return { ...object("kubernetes:core/v1:Service", metadata, { spec: { selector, ...spec } }), name: "service" };
}

function budget(selector: object): Fixture {
  return { ...object("kubernetes:policy/v1:PodDisruptionBudget", {}, { spec: { selector } }), name: "budget" };
}

function policy(podSelector: object): Fixture {
  return { ...object("kubernetes:networking.k8s.io/v1:NetworkPolicy", {}, { spec: { podSelector } }), name: "policy" };
}

function monitor(kind: string, spec: object): Fixture {
  const type = `kubernetes:monitoring.coreos.com/v1:${kind}`;
  return { ...object(type, { namespace: "monitoring" }, { spec }), name: "monitor" };
}

const labelled = service(name, { labels: name });

describeRule(rule, {
  passes: {
    "selectors that select an agent": {
      of: [service(name), deployment(), budget({ matchLabels: AGENT_LABELS }), policy({ matchLabels: name })],
    },
    "selectors that select whatever there is": { of: [service(undefined), budget({}), policy({})] },
    "a monitor of another namespace": {
      of: [
        monitor("ServiceMonitor", { selector: { matchLabels: name }, namespaceSelector: { matchNames: ["agents"] } }),
        labelled,
        deployment(),
      ],
    },
    "a monitor of pods anywhere": {
      of: [monitor("PodMonitor", { selector: { matchLabels: name }, namespaceSelector: { any: true } }), deployment()],
    },
    "pods that are made elsewhere": {
      of: service({ istio: "ingress" }),
      knobs: { external: [{ namespace: "agents", labels: { istio: "ingress", app: "gateway" } }] },
    },
  },
  fails: {
    "a service without pods": {
      of: [service({ app: "other" }), deployment()],
      finds: ['service spec.selector: got {"app":"other"}, want labels of a pod in the stack'],
    },
    "pods of another namespace": {
      of: [service(name, { namespace: "other" }), deployment()],
      finds: [
        'service spec.selector: got {"app.kubernetes.io/name":"research-agent"}, want labels of a pod in the stack',
      ],
    },
    "a budget and a policy of which only some labels are right": {
      of: [
        deployment(),
        budget({ matchLabels: { ...name, team: "a" } }),
        policy({ matchExpressions: [{ key: "team", operator: "Exists" }] }),
      ],
      finds: [
        'budget spec.selector: got {"app.kubernetes.io/name":"research-agent","team":"a"}, want labels of a pod in the stack',
        'policy spec.podSelector: got {"matchExpressions":[{"key":"team","operator":"Exists"}]}, want labels of a pod in the stack',
      ],
    },
    "a monitor that looks in its own namespace": {
      of: [monitor("ServiceMonitor", { selector: { matchLabels: name } }), labelled, deployment()],
      finds: [
        'monitor spec.selector: got {"app.kubernetes.io/name":"research-agent"}, want labels of a service in the stack',
      ],
    },
  },
  unknown: {
    "labels that are not known yet": {
      of: [deployment(), service({ app: "other" })],
      path: "spec.template.metadata.labels",
    },
  },
  mutation: {
    kind: "kubernetes:core:Service",
    change: ({ props }) => {
      props.spec.selector = { app: "another" };
    },
  },
});
