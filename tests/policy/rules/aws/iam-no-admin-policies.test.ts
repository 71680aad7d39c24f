import { rule } from "../../../../policy/rules/aws/iam-no-admin-policies.ts";
import { aws } from "../../../support/aws.ts";
import { describeRule } from "../../../support/rule.ts";

const ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess";
const NODES = "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy";
const want = "want a policy for what the workload does";

describeRule(rule, {
  passes: {
    "a policy for one purpose": { of: aws("iam:RolePolicyAttachment", { role: "nodes", policyArn: NODES }) },
    "one's own policy of the same name": {
      of: aws("iam:RolePolicyAttachment", { policyArn: "arn:aws:iam::111122223333:policy/AdministratorAccess" }),
    },
    "a role without policies": { of: aws("iam:Role") },
    "a policy that is not denied": {
      of: aws("iam:UserPolicyAttachment", { policyArn: ADMIN }),
      knobs: { denied: ["IAMFullAccess"] },
    },
  },
  fails: {
    "an administrator": {
      of: aws("iam:RolePolicyAttachment", { role: "research-agent", policyArn: ADMIN }),
      finds: [`policyArn: got "${ADMIN}", ${want}`],
    },
    "one who can become it, of a partition": {
      of: aws("iam:Role", { managedPolicyArns: [NODES, "arn:aws-us-gov:iam::aws:policy/IAMFullAccess"] }),
      finds: [`managedPolicyArns[1]: got "arn:aws-us-gov:iam::aws:policy/IAMFullAccess", ${want}`],
    },
    "a group of administrators": {
      of: aws("iam:GroupPolicyAttachment", { group: "people", policyArn: ADMIN }),
      finds: [`policyArn: got "${ADMIN}", ${want}`],
    },
  },
  unknown: { "a policy that is not known yet": { of: aws("iam:PolicyAttachment"), path: "policyArn" } },
  mutation: {
    kind: "aws:iam:RolePolicyAttachment",
    change: ({ props }) => {
      props.policyArn = ADMIN;
    },
  },
});
