import { rule } from "../../../../policy/rules/aws/eks-no-open-ssh.ts";
import { aws } from "../../../support/aws.ts";
import { describeRule } from "../../../support/rule.ts";

describeRule(rule, {
  passes: {
    "nodes without SSH": { of: aws("eks:NodeGroup") },
    "SSH from a bastion": {
      of: aws("eks:NodeGroup", { remoteAccess: { ec2SshKey: "ops", sourceSecurityGroupIds: ["sg-1"] } }),
    },
  },
  fails: {
    "SSH from anywhere": {
      of: aws("eks:NodeGroup", { remoteAccess: { ec2SshKey: "ops" } }),
      finds: ["remoteAccess.sourceSecurityGroupIds: got nothing, want a security group"],
    },
    "SSH from an empty list": {
      of: aws("eks:NodeGroup", { remoteAccess: { ec2SshKey: "ops", sourceSecurityGroupIds: [] } }),
      finds: ["remoteAccess.sourceSecurityGroupIds: got [], want a security group"],
    },
  },
  unknown: {
    "groups that are not known yet": {
      of: aws("eks:NodeGroup", { remoteAccess: { ec2SshKey: "ops" } }),
      path: "remoteAccess.sourceSecurityGroupIds",
    },
  },
  mutation: {
    kind: "aws:eks:NodeGroup",
    change: ({ props }) => {
      props.remoteAccess = { ec2SshKey: "ops" };
    },
  },
});
