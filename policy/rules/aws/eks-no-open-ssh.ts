import { resourceRule } from "../../lib/rule.ts";

/** A key for SSH without security groups makes AWS open port 22 of the nodes to the world. */
export const rule = resourceRule({
  name: "eks-no-open-ssh",
  pack: "security",
  enforcement: "always",
  severity: "critical",
  description: "The nodes of an EKS cluster must not be open to the world for SSH.",
  why: "port 22 of every node is open to everyone while remoteAccess names no security group",
  fix: "remove remoteAccess and use Session Manager, or set remoteAccess.sourceSecurityGroupIds",
  references: ["CKV_AWS_100"],
  kinds: ["aws:eks:NodeGroup"],
  check({ props: { remoteAccess } }) {
    const groups = remoteAccess?.sourceSecurityGroupIds;
    if (remoteAccess?.ec2SshKey === undefined || (groups ?? []).length > 0) return [];
    return [{ path: "remoteAccess.sourceSecurityGroupIds", got: groups, want: "a security group" }];
  },
});
