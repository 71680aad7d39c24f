import { resourceRule } from "../../lib/rule.ts";

/** A secret should be encrypted with a key whose policy says who reads it. */
export const rule = resourceRule({
  name: "secretsmanager-own-key",
  pack: "security",
  enforcement: "advice",
  severity: "low",
  description: "A secret should be encrypted with a KMS key of the stack's owner.",
  why: "everyone in the account who may read secrets could decrypt it",
  fix: "set kmsKeyId to the ARN of a KMS key",
  references: ["CKV_AWS_149"],
  kinds: ["aws:secretsmanager:Secret"],
  check({ props: { kmsKeyId } }) {
    if (kmsKeyId !== undefined && !kmsKeyId.endsWith("alias/aws/secretsmanager")) return [];
    return [{ path: "kmsKeyId", got: kmsKeyId, want: "a key of your own" }];
  },
});
