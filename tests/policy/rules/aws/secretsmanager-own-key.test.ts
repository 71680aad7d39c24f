import { rule } from "../../../../policy/rules/aws/secretsmanager-own-key.ts";
import { aws } from "../../../support/aws.ts";
import { describeRule } from "../../../support/rule.ts";

describeRule(rule, {
  passes: { "a secret with a key": { of: aws("secretsmanager:Secret", { kmsKeyId: "alias/agents" }) } },
  fails: {
    "a secret that leaves it to the default": {
      of: aws("secretsmanager:Secret"),
      finds: ["kmsKeyId: got nothing, want a key of your own"],
    },
    "the default by its name": {
      of: aws("secretsmanager:Secret", { kmsKeyId: "alias/aws/secretsmanager" }),
      finds: ['kmsKeyId: got "alias/aws/secretsmanager", want a key of your own'],
    },
  },
  unknown: { "a key that is not made yet": { of: aws("secretsmanager:Secret"), path: "kmsKeyId" } },
  mutation: {
    kind: "aws:secretsmanager:Secret",
    change: ({ props }) => {
      props.kmsKeyId = undefined;
    },
  },
});
