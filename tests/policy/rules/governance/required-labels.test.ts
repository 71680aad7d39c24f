import { rule } from "../../../../policy/rules/governance/required-labels.ts";
import { deployment, object } from "../../../support/kubernetes.ts";
import { describeRule } from "../../../support/rule.ts";

const labels = {
  "app.kubernetes.io/name": "research-agent",
  "app.kubernetes.io/instance": "research-agent",
  "app.kubernetes.io/part-of": "daca",
  "app.kubernetes.io/managed-by": "pulumi",
};

describeRule(rule, {
  passes: {
    "an object with the labels": { of: deployment(undefined, {}, { labels }) },
    "a kind that needs none": { of: object("kubernetes:core/v1:ConfigMap", {}, {}) },
    "the labels that config asks for": {
      of: object("kubernetes:core/v1:Service", { labels: { team: "agents" } }, {}),
      knobs: { labels: { team: "^[a-z]+$" } },
    },
  },
  fails: {
    "an object without labels": {
      of: object("kubernetes:core/v1:Service", {}, {}),
      finds: Object.keys(labels).map((label) => `metadata.labels["${label}"]: got nothing, want a value`),
    },
    "a value of another form": {
      of: object("kubernetes:core/v1:Pod", { labels: { team: "7" } }, {}),
      knobs: { labels: { team: "^[a-z]+$" } },
      finds: ['metadata.labels.team: got "7", want a value that matches ^[a-z]+$'],
    },
  },
  unknown: {
    "a label that is not known yet": {
      of: deployment(undefined, {}, { labels: { ...labels } }),
      path: 'metadata.labels["app.kubernetes.io/instance"]',
    },
  },
  mutation: {
    kind: "kubernetes:apps:Deployment",
    change: ({ props }) => {
      props.metadata.labels = {};
    },
  },
});
