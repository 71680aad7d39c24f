import { rule } from "../../../../policy/rules/aws/iam-no-wildcards.ts";
import { aws, document } from "../../../support/aws.ts";
import { describeRule } from "../../../support/rule.ts";

function policy(statement: object) {
  return aws("iam:RolePolicy", { role: "research-agent", policy: document({ Effect: "Allow", ...statement }) });
}

const table = "arn:aws:dynamodb:eu-west-1:111122223333:table/memory";

describeRule(rule, {
  passes: {
    "named actions on a named resource": { of: policy({ Action: ["dynamodb:PutItem"], Resource: table }) },
    "all actions of a service on a named resource": { of: policy({ Action: "dynamodb:*", Resource: table }) },
    "reading everything": { of: policy({ Action: ["ec2:Describe*", "ecr:GetAuthorizationToken"], Resource: "*" }) },
    "a denial of everything": { of: policy({ Effect: "Deny", Action: "*", Resource: "*" }) },
    "writing everything in one account": {
      of: policy({
        Action: "s3:PutObject",
        Resource: "*",
        Condition: { StringEquals: { "aws:PrincipalAccount": "111122223333" } },
      }),
    },
    "what is allowed, and nothing beside it": {
      of: policy({ Action: ["xray:*"], Resource: "*" }),
      knobs: { allow: ["Action::xray:*"] },
    },
    "text that is no document": { of: aws("iam:Policy", { policy: "no document" }) },
  },
  fails: {
    "everything, and one finding for each action": {
      of: aws("iam:Policy", {
        policy: JSON.stringify({
          Statement: { Effect: "Allow", Action: ["*", "s3:*", "s3:GetObject"], Resource: "*" },
        }),
      }),
      finds: [
        'policy.Statement.Action[0]: got "*", want actions by name',
        'policy.Statement.Action[1]: got "s3:*", want actions by name',
      ],
    },
    "all actions of a service on all that it has": {
      of: policy({ Action: "s3:*", Resource: ["arn:aws:s3:::logs", "arn:aws:s3:::*"] }),
      finds: ['policy.Statement[0].Action: got "s3:*", want actions by name'],
    },
    "everything on one resource": {
      of: policy({ Action: "*", Resource: table }),
      finds: ['policy.Statement[0].Action: got "*", want actions by name'],
    },
    "all actions on all resources but one": {
      of: policy({ Action: "dynamodb:*", NotResource: table }),
      finds: ['policy.Statement[0].Action: got "dynamodb:*", want actions by name'],
    },
    "all actions but some": {
      of: policy({ NotAction: ["iam:*", "sts:*"], Resource: "*" }),
      finds: ['policy.Statement[0].NotAction[0]: got "iam:*", want the actions that are allowed'],
    },
    "a named action on everything, as advice": {
      of: policy({ Action: "s3:PutObject", Resource: "*" }),
      finds: ['policy.Statement[0].Resource: got "*", want ARNs (advice)'],
    },
    "a policy inside a role": {
      of: aws("iam:Role", {
        inlinePolicies: [{ name: "all", policy: '{"Statement":{"Effect":"Allow","Action":"iam:*","Resource":"*"}}' }],
      }),
      finds: ['inlinePolicies[0].policy.Statement.Action: got "iam:*", want actions by name'],
    },
  },
  unknown: {
    "a resource that is not known yet": {
      of: policy({ Action: "dynamodb:PutItem", Resource: "*" }),
      path: "policy.Statement[0].Resource",
    },
    "a policy that is not known yet": { of: aws("iam:Policy", {}), path: "policy" },
  },
  mutation: {
    kind: "aws:iam:RolePolicy",
    change: ({ props }) => {
      props.policy = document({ Effect: "Allow", Action: "*", Resource: "*" });
    },
  },
});
