import { rule } from "../../../../policy/rules/aws/eks-version-supported.ts";
import { aws } from "../../../support/aws.ts";
import { describeRule } from "../../../support/rule.ts";

const upgradePolicy = { supportType: "STANDARD" };

describeRule(rule, {
  passes: {
    "a cluster with standard support": { of: aws("eks:Cluster", { upgradePolicy, version: "1.29" }) },
    "a version that is new enough, by number": {
      of: aws("eks:Cluster", { upgradePolicy, version: "1.100" }),
      knobs: { minVersion: "1.34" },
    },
    "the newest version": { of: aws("eks:Cluster", { upgradePolicy }), knobs: { minVersion: "1.34" } },
  },
  fails: {
    "a cluster that leaves support to the default": {
      of: aws("eks:Cluster"),
      finds: ['upgradePolicy.supportType: got nothing, want "STANDARD"'],
    },
    "a version that is too old": {
      of: aws("eks:Cluster", { upgradePolicy, version: "1.33" }),
      knobs: { minVersion: "1.34" },
      finds: ['version: got "1.33", want at least 1.34'],
    },
  },
  unknown: { "support that is not known yet": { of: aws("eks:Cluster"), path: "upgradePolicy.supportType" } },
  mutation: {
    kind: "aws:eks:Cluster",
    change: ({ props }) => {
      props.upgradePolicy = { supportType: "EXTENDED" };
    },
  },
});
