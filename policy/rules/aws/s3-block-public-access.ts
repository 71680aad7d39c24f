import { OF_BUCKET, PUBLIC_BUCKETS } from "../../lib/aws/s3.ts";
import { stackRule } from "../../lib/rule.ts";
import { settingsOf } from "../../lib/siblings.ts";

/** Every bucket must have a public access block: its own, or its account's. Whether that is whole is another policy. */
export const rule = stackRule({
  name: "s3-block-public-access",
  pack: "security",
  enforcement: "always",
  severity: "critical",
  description: "A bucket must have a public access block of its own, unless its whole account has one.",
  why: "one careless policy or ACL would show what agents remember to the world",
  fix: "add an aws.s3.BucketPublicAccessBlock for the bucket with all four settings true",
  references: ["CKV2_AWS_6", "trivy aws-s3", "AwsSolutions-S2"],
  knobs: PUBLIC_BUCKETS,
  check(stack, { publicBuckets }) {
    if (stack.of("aws:s3:AccountPublicAccessBlock").length > 0) return [];
    return stack
      .of("aws:s3:Bucket")
      .filter((bucket) => settingsOf(stack, bucket, "aws:s3:BucketPublicAccessBlock", OF_BUCKET).length === 0)
      .filter(({ name, props }) => !publicBuckets.includes(props.bucket ?? name))
      .map((bucket) => ({ resource: bucket, path: "", want: "a BucketPublicAccessBlock", absent: true }));
  },
});
