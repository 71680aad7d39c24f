import { z } from "zod";
import { resourceRule } from "../../lib/rule.ts";

/** A cluster must write all logs of its control plane. */
export const rule = resourceRule({
  name: "eks-control-plane-logs",
  pack: "security",
  enforcement: "production",
  severity: "medium",
  description: "An EKS cluster must write the logs of its control plane.",
  why: "after an intrusion nobody could say who did what in the cluster",
  fix: "set enabledClusterLogTypes to api, audit, authenticator, controllerManager and scheduler",
  references: ["CKV_AWS_37", "AwsSolutions-EKS2", "trivy aws-eks-enable-control-plane-logging"],
  kinds: ["aws:eks:Cluster"],
  knobs: {
    logTypes: z
      .array(z.string())
      .default(["api", "audit", "authenticator", "controllerManager", "scheduler"])
      .describe("Logs that a cluster must write."),
  },
  check({ props }, { logTypes }) {
    const enabled = props.enabledClusterLogTypes ?? [];
    const missing = logTypes.filter((type) => !enabled.includes(type));
    if (missing.length === 0) return [];
    return [{ path: "enabledClusterLogTypes", got: enabled, want: `${missing.join(", ")} too` }];
  },
  remediate(props, { logTypes }) {
    const enabled = props.enabledClusterLogTypes ?? [];
    const missing = logTypes.filter((type) => !enabled.includes(type));
    if (missing.length > 0) props.enabledClusterLogTypes = [...enabled, ...missing];
  },
});
