import { type Statement, statementsOf } from "../../lib/aws/iamDocument.ts";
import { missingSetting, OF_BUCKET } from "../../lib/aws/s3.ts";
import { stackRule } from "../../lib/rule.ts";
import { settingsOf } from "../../lib/siblings.ts";

/** The policy of every bucket, inline or beside it, must deny requests without TLS. */
export const rule = stackRule({
  name: "s3-tls-only",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "A bucket must refuse requests that do not come over TLS.",
  why: "what agents keep could be read and changed on its way",
  fix: 'add a BucketPolicy that denies s3:* on the bucket and on /* to * when "aws:SecureTransport" is "false"',
  references: ["CKV_AWS_379", "AwsSolutions-S10"],
  check: (stack) =>
    stack.of("aws:s3:Bucket").flatMap((bucket) => {
      const policies = settingsOf(stack, bucket, "aws:s3:BucketPolicy", OF_BUCKET);
      const documents = [bucket.props.policy, ...policies.map(({ props }) => props.policy)];
      if (documents.some((document) => statementsOf(document, "policy").some(deniesPlainText))) return [];
      const inline = bucket.props.policy === undefined ? undefined : bucket;
      const want = 'a statement that denies s3:* to all when "aws:SecureTransport" is "false"';
      return [missingSetting(bucket, policies[0] ?? inline, { path: "policy", want })];
    }),
});

function deniesPlainText({ effect, actions, resources, principals, conditions }: Statement): boolean {
  const [condition] = conditions;
  return (
    effect === "Deny" &&
    actions.some(({ value }) => ["*", "s3:*"].includes(value.toLowerCase())) &&
    // The objects, not only the bucket.
    resources.some(({ value }) => value.endsWith("*")) &&
    principals.some(({ kind, value }) => value === "*" && ["*", "AWS"].includes(kind)) &&
    // A second condition would narrow the denial.
    conditions.length === 1 &&
    /^Bool(IfExists)?$/.test(condition?.operator ?? "") &&
    condition?.key.toLowerCase() === "aws:securetransport" &&
    condition.values.some(({ value }) => value === "false")
  );
}
