import { rule } from "../../../../policy/rules/aws/iam-no-users.ts";
import { aws } from "../../../support/aws.ts";
import { describeRule } from "../../../support/rule.ts";

describeRule(rule, {
  passes: {
    "a user for when all else fails": {
      of: aws("iam:User", { name: "break-glass" }),
      knobs: { breakGlassUsers: ["break-glass"] },
    },
    "its key": { of: aws("iam:AccessKey", { user: "break-glass" }), knobs: { breakGlassUsers: ["break-glass"] } },
    "a role": { of: aws("iam:Role") },
  },
  fails: {
    "a user": { of: aws("iam:User", { name: "deployer" }), finds: [': got "deployer", want a role'] },
    "a user without a name of its own": { of: aws("iam:User", {}, "ci"), finds: [': got "ci", want a role'] },
    "a key": { of: aws("iam:AccessKey", { user: "deployer" }), finds: ['user: got "deployer", want a role'] },
  },
  unknown: { "a key of a user that is not known yet": { of: aws("iam:AccessKey"), path: "user" } },
  mutation: {
    kind: "aws:iam:User",
    change: ({ props }) => {
      props.name = "deployer";
    },
  },
});
