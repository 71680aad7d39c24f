import { missingSetting, OF_BUCKET } from "../../lib/aws/s3.ts";
import { stackRule } from "../../lib/rule.ts";
import { settingsOf } from "../../lib/siblings.ts";

/** Every bucket should have a lifecycle, at least one that ends uploads nobody finishes. */
export const rule = stackRule({
  name: "s3-lifecycle",
  pack: "reliability",
  enforcement: "advice",
  severity: "low",
  description: "A bucket should have a lifecycle that ends uploads which nobody finishes.",
  why: "parts of broken uploads are invisible and are paid for until somebody looks",
  fix: "add a BucketLifecycleConfiguration with an enabled rule that has abortIncompleteMultipartUpload",
  references: ["CKV_AWS_300", "CKV2_AWS_61"],
  check: (stack) =>
    stack.of("aws:s3:Bucket").flatMap((bucket) => {
      const inline = bucket.props.lifecycleRules ?? [];
      if (inline.some((rule) => rule.enabled && rule.abortIncompleteMultipartUploadDays !== undefined)) return [];
      const settings = settingsOf(stack, bucket, "aws:s3:BucketLifecycleConfiguration", OF_BUCKET);
      const rules = settings.flatMap(({ props }) => props.rules ?? []);
      const ends = rules.some(
        ({ status, abortIncompleteMultipartUpload }) =>
          status === "Enabled" && abortIncompleteMultipartUpload?.daysAfterInitiation !== undefined,
      );
      if (ends) return [];
      const want = "an enabled rule with abortIncompleteMultipartUpload";
      return [missingSetting(bucket, settings[0], { path: "rules", got: rules.map(({ id }) => id), want })];
    }),
});
