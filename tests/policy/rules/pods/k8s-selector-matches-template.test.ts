import { rule } from "../../../../policy/rules/pods/k8s-selector-matches-template.ts";
import { AGENT_LABELS, deployment, podSpec } from "../../../support/kubernetes.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

function selecting(selector: object | undefined, labels: object = AGENT_LABELS): Fixture {
  return deployment(podSpec(), { selector, template: { metadata: { labels }, spec: podSpec() } });
}

const at = 'spec.template.metadata.labels["app.kubernetes.io/name"]';
const name = { "app.kubernetes.io/name": "research-agent" };
const expression = (operator: string, values?: string[]) => ({
  matchExpressions: [{ key: "app.kubernetes.io/name", operator, ...(values ? { values } : {}) }],
});

describeRule(rule, {
  passes: {
    "the same labels": { of: deployment() },
    "some of the labels": { of: selecting({ matchLabels: name }) },
    "an expression that holds": { of: selecting(expression("In", ["research-agent", "other"])) },
    "a patch without a selector": { of: { ...selecting(undefined), type: "kubernetes:apps/v1:DeploymentPatch" } },
    "a Rollout that borrows a Deployment's pods": {
      of: {
        type: "kubernetes:argoproj.io/v1alpha1:Rollout",
        props: { spec: { selector: { matchLabels: name }, workloadRef: { kind: "Deployment", name: "a" } } },
      },
    },
  },
  fails: {
    "another label": {
      of: selecting({ matchLabels: name }, { "app.kubernetes.io/name": "researcher" }),
      finds: [`${at}: got "researcher", want "research-agent"`],
    },
    "a label that is missing": {
      of: selecting({ matchLabels: { ...AGENT_LABELS, team: "agents" } }),
      finds: ['spec.template.metadata.labels.team: got nothing, want "agents"'],
    },
    "an expression that does not hold, beside labels that do": {
      of: selecting({ matchLabels: name, ...expression("NotIn", ["research-agent"]) }),
      finds: [`${at}: got "research-agent", want NotIn research-agent`],
    },
    "an expression that asks for a label": {
      of: selecting(expression("Exists"), {}),
      finds: [`${at}: got nothing, want Exists`],
    },
  },
  unknown: {
    "a label that is not known yet": { of: selecting({ matchLabels: name }), path: at },
    "a selector that is not known yet": {
      of: selecting({ matchLabels: name }),
      path: 'spec.selector.matchLabels["app.kubernetes.io/name"]',
    },
  },
  mutation: {
    kind: "kubernetes:apps:Deployment",
    change: ({ props }) => {
      props.spec.template.metadata.labels = { app: "another" };
    },
  },
});
