import { rule } from "../../../../policy/rules/reliability/graceful-termination.ts";
import { deployment, object, podSpec } from "../../../support/kubernetes.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

const path = "spec.template.spec.terminationGracePeriodSeconds";
const lasting = (terminationGracePeriodSeconds: number | undefined) =>
  deployment(podSpec({ terminationGracePeriodSeconds }));
const other = (terminationGracePeriodSeconds?: number) =>
  object("kubernetes:core/v1:Pod", {}, { spec: { containers: [], terminationGracePeriodSeconds } });
const app = (terminationGracePeriodSeconds: number | undefined, enabled = true): Fixture => ({
  type: "azure-native:app:ContainerApp",
  props: { configuration: { dapr: { enabled } }, template: { terminationGracePeriodSeconds } },
});

describeRule(rule, {
  passes: {
    "an agent with time for a run": { of: lasting(600) },
    "an agent that needs less": { of: lasting(undefined), knobs: { agentSeconds: 30 } },
    "another workload, which gets 30 s": { of: other() },
    "an agent that is told by another label": {
      of: lasting(undefined),
      knobs: { agentSelector: { "app.kubernetes.io/part-of": "agents" } },
    },
    "a container app with time for a run": { of: app(600) },
    "a container app that is no agent": { of: app(undefined, false) },
  },
  fails: {
    "an agent that leaves it to the default": {
      of: lasting(undefined),
      finds: [`${path}: got nothing, want at least 60`],
    },
    "an agent with too little": { of: lasting(45), finds: [`${path}: got 45, want at least 60`] },
    "a pod that is killed at once": {
      of: other(0),
      finds: ["spec.terminationGracePeriodSeconds: got 0, want at least 1"],
    },
    "a container app with too little": {
      of: app(30),
      finds: ["template.terminationGracePeriodSeconds: got 30, want at least 60"],
    },
  },
  unknown: { "a time that is not known yet": { of: lasting(600), path } },
  mutation: {
    kind: "azure-native:app:ContainerApp",
    change: ({ props }) => {
      props.template.terminationGracePeriodSeconds = 10;
    },
  },
});
