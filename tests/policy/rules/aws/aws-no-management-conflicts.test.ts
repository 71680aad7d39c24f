import { rule } from "../../../../policy/rules/aws/aws-no-management-conflicts.ts";
import { aws, beside, bucket, waiting } from "../../../support/aws.ts";
import { describeRule } from "../../../support/rule.ts";

const group = aws("ec2:SecurityGroup", { ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443 }] }, "web");
const plain = aws("ec2:SecurityGroup", {}, "plain");
const role = aws("iam:Role", { name: "research-agent", inlinePolicies: [{ name: "memory" }] });

describeRule(rule, {
  passes: {
    "a group with its rules beside it": {
      of: [waiting(aws("vpc:SecurityGroupIngressRule", { securityGroupId: "sg-1" }), plain), plain],
    },
    "a group with its rules inside": { of: group },
    "rules of another direction beside it": {
      of: [group, waiting(aws("ec2:SecurityGroupRule", { type: "egress", securityGroupId: "sg-1" }), group)],
    },
    "a rule of one group from another": {
      of: [group, plain, waiting(aws("vpc:SecurityGroupIngressRule", { securityGroupId: "sg-2" }), plain, group)],
    },
    "a policy of another role": { of: [role, aws("iam:RolePolicy", { role: "writer-agent" })] },
    "a bucket with one policy": { of: [bucket(), beside("BucketPolicy", { policy: "{}" })] },
  },
  fails: {
    "rules inside a group and beside it": {
      of: [group, waiting(aws("vpc:SecurityGroupIngressRule", { securityGroupId: "sg-1" }), group)],
      finds: ['web ingress: got "inline, and in SecurityGroupIngressRule securityGroupIngressRule", want one place'],
    },
    "policies inside a role and beside it": {
      of: [role, aws("iam:RolePolicy", { role: "research-agent" }, "extra")],
      finds: ['role inlinePolicies: got "inline, and in RolePolicy extra", want one place'],
    },
    "a bucket's policy inside and beside it": {
      of: [bucket({ policy: "{}" }), beside("BucketPolicy", { policy: "{}" })],
      finds: ['memory policy: got "inline, and in BucketPolicy bucketPolicy", want one place'],
    },
    "two policies of one bucket": {
      of: [bucket(), beside("BucketPolicy", {}), { ...beside("BucketPolicy", {}), name: "second" }],
      finds: ['memory : got ["bucketPolicy","second"], want one BucketPolicy'],
    },
  },
  unknown: {
    "rules that are not known yet": {
      of: [plain, waiting(aws("vpc:SecurityGroupIngressRule", { securityGroupId: "sg-1" }), plain)],
      path: "ingress",
    },
  },
  mutation: {
    kind: "aws:ec2:SecurityGroup",
    change: ({ props }) => {
      props.ingress = [];
    },
  },
});
