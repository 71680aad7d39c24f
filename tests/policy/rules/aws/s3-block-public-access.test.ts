import { rule } from "../../../../policy/rules/aws/s3-block-public-access.ts";
import { aws, beside, besideNew, bucket } from "../../../support/aws.ts";
import { describeRule } from "../../../support/rule.ts";

const whole = {
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
};

describeRule(rule, {
  passes: {
    "a bucket with a block that names it": { of: [bucket(), beside("BucketPublicAccessBlock", whole)] },
    "a new bucket whose block waits for it": {
      of: [bucket(), bucket({}, "logs"), besideNew("BucketPublicAccessBlock", whole, bucket()), blockOf("logs")],
    },
    "an old type of bucket, named by its ARN": {
      of: [
        { type: "aws:s3/bucketV2:BucketV2", props: { bucket: "memory" } },
        beside("BucketPublicAccessBlock", whole, "arn:aws:s3:::memory"),
      ],
    },
    "a block for the whole account": { of: [bucket(), aws("s3:AccountPublicAccessBlock", whole)] },
    "a bucket that is public on purpose": { of: bucket(), knobs: { publicBuckets: ["memory"] } },
  },
  fails: {
    "a bucket without a block": { of: bucket(), finds: [": got nothing, want a BucketPublicAccessBlock"] },
    "a block of another bucket": {
      of: [bucket(), bucket({}, "memory-of-others"), blockOf("memory-of-others")],
      finds: ["memory : got nothing, want a BucketPublicAccessBlock"],
    },
    "a block of a bucket elsewhere that waits for this one": {
      of: [
        bucket(),
        { ...blockOf("elsewhere"), options: besideNew("BucketPublicAccessBlock", whole, bucket()).options },
      ],
      finds: ["memory : got nothing, want a BucketPublicAccessBlock"],
    },
  },
  unknown: {
    "a block of which nobody knows whose it is": {
      of: [beside("BucketPublicAccessBlock", whole), bucket(), bucket({}, "logs")],
      path: "bucket",
    },
  },
  mutation: {
    kind: "aws:s3:BucketPublicAccessBlock",
    change: ({ props }) => {
      props.bucket = "another";
    },
  },
});

function blockOf(name: string) {
  return { ...beside("BucketPublicAccessBlock", whole, name), name: `block-of-${name}` };
}
