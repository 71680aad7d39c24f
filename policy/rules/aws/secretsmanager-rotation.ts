import { stackRule } from "../../lib/rule.ts";
import { settingsOf } from "../../lib/siblings.ts";

/** Every secret should be rotated. A secret that another service manages rotates by itself and is not in the stack. */
export const rule = stackRule({
  name: "secretsmanager-rotation",
  pack: "security",
  enforcement: "advice",
  severity: "medium",
  description: "A secret should be rotated.",
  why: "a secret that leaked stays good until somebody notices",
  fix: "add an aws.secretsmanager.SecretRotation for the secret",
  references: ["CKV_AWS_304", "CKV2_AWS_57", "AwsSolutions-SMG4"],
  check: (stack) =>
    stack
      .of("aws:secretsmanager:Secret")
      .filter((secret) => settingsOf(stack, secret, "aws:secretsmanager:SecretRotation", "secretId").length === 0)
      .map((secret) => ({ resource: secret, path: "", want: "a SecretRotation", absent: true })),
});
