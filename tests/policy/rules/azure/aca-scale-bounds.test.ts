import { rule } from "../../../../policy/rules/azure/aca-scale-bounds.ts";
import { azure } from "../../../support/azureResource.ts";
import { describeRule } from "../../../support/rule.ts";

const rules = [{ name: "requests", http: { metadata: { concurrentRequests: "20" } } }];

const app = (scale?: object, dapr = true) =>
  azure("app:ContainerApp", { configuration: { dapr: { enabled: dapr } }, template: { scale } });

describeRule(rule, {
  passes: {
    "bounds and a rule": { of: app({ minReplicas: 1, maxReplicas: 10, rules }) },
    "an agent that does not scale": { of: app({ minReplicas: 2, maxReplicas: 2 }) },
    "an app that is no agent, without a rule": { of: app({ minReplicas: 1, maxReplicas: 3 }, false) },
    "a fleet where it may be one, that sleeps": {
      of: app({ maxReplicas: 100, rules }),
      knobs: { min: 0, max: 100 },
    },
  },
  fails: {
    "an app that says nothing of a limit": {
      of: app({ minReplicas: 1, rules }),
      finds: ["template.scale.maxReplicas: got nothing, want at most 30"],
    },
    "an agent that may sleep and does not wake": {
      of: app({ maxReplicas: 10 }),
      finds: [
        "template.scale.minReplicas: got nothing, want at least 1 (advice)",
        "template.scale.rules: got nothing, want a rule to scale by (advice)",
      ],
    },
    "too many replicas": {
      of: app({ minReplicas: 1, maxReplicas: 6, rules }),
      knobs: { max: 5 },
      finds: ["template.scale.maxReplicas: got 6, want at most 5"],
    },
    "too few replicas": {
      of: app({ minReplicas: 1, maxReplicas: 6, rules }),
      knobs: { min: 2 },
      finds: ["template.scale.minReplicas: got 1, want at least 2 (advice)"],
    },
    "an agent with an empty list of rules": {
      of: app({ minReplicas: 1, maxReplicas: 3, rules: [] }),
      finds: ["template.scale.rules: got [], want a rule to scale by (advice)"],
    },
  },
  unknown: {
    "a limit that is not known yet": { of: app({ minReplicas: 1, rules }), path: "template.scale.maxReplicas" },
  },
  remedies: {
    "a missing limit": {
      of: azure("app:ContainerApp", { template: {} }),
      to: { template: { scale: { maxReplicas: 10 } } },
    },
    "a limit that is too high, and what it leaves behind": {
      of: azure("app:ContainerApp", { template: { scale: { minReplicas: 40, maxReplicas: 90, rules } } }),
      to: { template: { scale: { minReplicas: 30, maxReplicas: 30, rules } } },
    },
  },
  mutation: {
    kind: "azure-native:app:ContainerApp",
    change: ({ props }) => {
      props.template.scale.maxReplicas = 500;
    },
  },
});
