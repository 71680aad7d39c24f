import { rule } from "../../../../policy/rules/azure/azure-log-bounds.ts";
import { azure } from "../../../support/azureResource.ts";
import { describeRule } from "../../../support/rule.ts";

const workspace = (retentionInDays?: number, dailyQuotaGb?: number) =>
  azure("operationalinsights:Workspace", { retentionInDays, workspaceCapping: { dailyQuotaGb } });

describeRule(rule, {
  passes: {
    "a workspace with bounds": { of: workspace(30, 1) },
    "other bounds where those are right": {
      of: workspace(7, 50),
      knobs: { minDays: 7, maxDays: 14, dailyGb: 50 },
    },
  },
  fails: {
    "a workspace that says nothing": {
      of: azure("operationalinsights:Workspace", {}),
      finds: [
        "retentionInDays: got nothing, want between 30 and 730",
        "workspaceCapping.dailyQuotaGb: got nothing, want at most 10",
      ],
    },
    "logs that are soon gone, without a quota": {
      of: workspace(7, -1),
      finds: [
        "retentionInDays: got 7, want between 30 and 730",
        "workspaceCapping.dailyQuotaGb: got -1, want at most 10",
      ],
    },
    "logs that are kept too long": {
      of: workspace(365, 1),
      knobs: { maxDays: 90 },
      finds: ["retentionInDays: got 365, want between 30 and 90"],
    },
  },
  unknown: { "a quota that is not known yet": { of: workspace(30), path: "workspaceCapping.dailyQuotaGb" } },
  remedies: {
    "a missing quota": {
      of: azure("operationalinsights:Workspace", { retentionInDays: 30 }),
      to: { retentionInDays: 30, workspaceCapping: { dailyQuotaGb: 10 } },
    },
  },
  mutation: {
    kind: "azure-native:operationalinsights:Workspace",
    change: ({ props }) => {
      props.workspaceCapping.dailyQuotaGb = -1;
    },
  },
});
