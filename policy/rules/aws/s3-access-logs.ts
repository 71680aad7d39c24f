import { missingSetting, OF_BUCKET } from "../../lib/aws/s3.ts";
import { stackRule } from "../../lib/rule.ts";
import { referredBy, settingsOf } from "../../lib/siblings.ts";

/** Every bucket should log who reads it, but for the buckets that logs go to: theirs would never end. */
export const rule = stackRule({
  name: "s3-access-logs",
  pack: "security",
  enforcement: "advice",
  severity: "low",
  description: "A bucket should log requests to another bucket.",
  why: "after a leak nobody could say what was read",
  fix: "add a BucketLogging with the targetBucket that keeps logs",
  references: ["CKV_AWS_18", "AwsSolutions-S1", "AWSGuard s3-bucket-logging-enabled"],
  check(stack) {
    const buckets = stack.of("aws:s3:Bucket");
    const settings = stack.of("aws:s3:BucketLogging");
    const targets = new Set(
      settings.flatMap((setting) => referredBy(setting, "targetBucket", buckets)).map(({ urn }) => urn),
    );
    return buckets
      .filter(({ urn, props }) => !targets.has(urn) && props.logging === undefined)
      .filter((bucket) => settingsOf(stack, bucket, "aws:s3:BucketLogging", OF_BUCKET).length === 0)
      .map((bucket) => missingSetting(bucket, undefined, { path: "", want: "a BucketLogging" }));
  },
});
