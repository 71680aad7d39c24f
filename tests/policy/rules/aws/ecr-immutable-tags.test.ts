import { rule } from "../../../../policy/rules/aws/ecr-immutable-tags.ts";
import { aws } from "../../../support/aws.ts";
import { describeRule } from "../../../support/rule.ts";

describeRule(rule, {
  passes: {
    "tags that stay": { of: aws("ecr:Repository", { imageTagMutability: "IMMUTABLE" }) },
    "tags that stay but for some": { of: aws("ecr:Repository", { imageTagMutability: "IMMUTABLE_WITH_EXCLUSION" }) },
  },
  fails: {
    "a repository that leaves it to the default": {
      of: aws("ecr:Repository"),
      finds: ['imageTagMutability: got nothing, want "IMMUTABLE"'],
    },
    "tags that change": {
      of: aws("ecr:Repository", { imageTagMutability: "MUTABLE" }),
      finds: ['imageTagMutability: got "MUTABLE", want "IMMUTABLE"'],
    },
  },
  unknown: { "what is not known yet": { of: aws("ecr:Repository"), path: "imageTagMutability" } },
  remedies: {
    "tags that change": {
      of: aws("ecr:Repository", { name: "agents" }),
      to: { name: "agents", imageTagMutability: "IMMUTABLE" },
    },
  },
  mutation: {
    kind: "aws:ecr:Repository",
    change: ({ props }) => {
      props.imageTagMutability = "MUTABLE";
    },
  },
});
