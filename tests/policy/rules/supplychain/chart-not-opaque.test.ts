import { rule } from "../../../../policy/rules/supplychain/chart-not-opaque.ts";
import { release } from "../../../support/programs.ts";
import { describeRule } from "../../../support/rule.ts";

const chart = { type: "kubernetes:helm.sh/v4:Chart", props: { chart: "dapr", version: "1.18.1" } };

describeRule(rule, {
  passes: {
    "a Chart": { of: [chart, { type: "kubernetes:helm.sh/v3:Chart", props: { chart: "dapr" } }] },
    "a Release that must be one": { of: release(), knobs: { allowCharts: ["dapr"] } },
  },
  fails: { "a Release": { of: release(), finds: ['chart: got "dapr", want a Chart instead of a Release'] } },
  unknown: { "which chart it is": { of: release(), path: "chart" } },
  mutation: {
    kind: "kubernetes:helm.sh:Chart",
    change: (resource) => {
      resource.type = "kubernetes:helm.sh/v3:Release";
    },
  },
});
