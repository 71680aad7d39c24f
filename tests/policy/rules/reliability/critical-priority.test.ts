import { rule } from "../../../../policy/rules/reliability/critical-priority.ts";
import { deployment, object, podSpec } from "../../../support/kubernetes.ts";
import { describeRule } from "../../../support/rule.ts";

const path = "spec.template.spec.priorityClassName";

describeRule(rule, {
  passes: {
    "an agent with a priority class": { of: deployment(podSpec({ priorityClassName: "agents" })) },
    "a workload that is not critical": { of: object("kubernetes:core/v1:Pod", {}, { spec: podSpec() }) },
    "an agent where others are critical": { of: deployment(), knobs: { criticalSelector: { tier: "gateway" } } },
  },
  fails: { "an agent without": { of: deployment(), finds: [`${path}: got nothing, want a priority class`] } },
  unknown: { "a class that is not known yet": { of: deployment(), path } },
  mutation: {
    kind: "kubernetes:apps:Deployment",
    change: ({ props }) => {
      delete props.spec.template.spec.priorityClassName;
    },
  },
});
