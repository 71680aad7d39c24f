import { rule } from "../../../../policy/rules/aws/eks-control-plane-logs.ts";
import { aws } from "../../../support/aws.ts";
import { describeRule } from "../../../support/rule.ts";

const all = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

describeRule(rule, {
  passes: {
    "a cluster that writes all": { of: aws("eks:Cluster", { enabledClusterLogTypes: all.toReversed() }) },
    "a cluster that writes what it must": {
      of: aws("eks:Cluster", { enabledClusterLogTypes: ["audit"] }),
      knobs: { logTypes: ["audit"] },
    },
  },
  fails: {
    "a cluster that writes none": {
      of: aws("eks:Cluster"),
      finds: ["enabledClusterLogTypes: got [], want api, audit, authenticator, controllerManager, scheduler too"],
    },
    "a cluster that writes some": {
      of: aws("eks:Cluster", { enabledClusterLogTypes: ["api", "audit", "authenticator"] }),
      finds: ['enabledClusterLogTypes: got ["api","audit","authenticator"], want controllerManager, scheduler too'],
    },
  },
  unknown: { "logs that are not known yet": { of: aws("eks:Cluster"), path: "enabledClusterLogTypes" } },
  remedies: {
    "what is missing": {
      of: aws("eks:Cluster", { enabledClusterLogTypes: ["scheduler"] }),
      to: { enabledClusterLogTypes: ["scheduler", "api", "audit", "authenticator", "controllerManager"] },
    },
  },
  mutation: {
    kind: "aws:eks:Cluster",
    change: ({ props }) => {
      props.enabledClusterLogTypes = ["api"];
    },
  },
});
