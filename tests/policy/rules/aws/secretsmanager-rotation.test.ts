import { rule } from "../../../../policy/rules/aws/secretsmanager-rotation.ts";
import { aws, waiting } from "../../../support/aws.ts";
import { describeRule } from "../../../support/rule.ts";

const secret = aws("secretsmanager:Secret", { name: "agents/openai" });
const rotation = aws("secretsmanager:SecretRotation", {
  secretId: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:agents/openai-AbC123",
});

describeRule(rule, {
  passes: {
    "a secret with a rotation that names it": { of: [rotation, secret] },
    "a secret with a name that AWS gives": {
      of: [waiting(rotation, aws("secretsmanager:Secret")), aws("secretsmanager:Secret")],
    },
  },
  fails: {
    "a secret that stays": { of: secret, finds: [": got nothing, want a SecretRotation"] },
    "one of two": {
      of: [secret, rotation, aws("secretsmanager:Secret", { name: "openai" }, "other")],
      finds: ["other : got nothing, want a SecretRotation"],
    },
  },
  unknown: {
    "a rotation of which nobody knows whose it is": { of: [rotation, secret], path: "secretId" },
  },
  mutation: {
    kind: "aws:secretsmanager:SecretRotation",
    change: ({ props }) => {
      props.secretId = "another";
    },
  },
});
