import { rule } from "../../../../policy/rules/aws/s3-public-access-block-complete.ts";
import { aws, beside } from "../../../support/aws.ts";
import { describeRule } from "../../../support/rule.ts";

const whole = {
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
};

describeRule(rule, {
  passes: {
    "a block that sets all four": { of: beside("BucketPublicAccessBlock", whole) },
    "a block of an account": { of: aws("s3:AccountPublicAccessBlock", whole) },
    "a bucket that is public on purpose": {
      of: beside("BucketPublicAccessBlock", { blockPublicPolicy: false }),
      knobs: { publicBuckets: ["memory"] },
    },
  },
  fails: {
    "a block that lets public policies through": {
      of: beside("BucketPublicAccessBlock", { ...whole, blockPublicPolicy: false, restrictPublicBuckets: undefined }),
      finds: ["blockPublicPolicy: got false, want true", "restrictPublicBuckets: got nothing, want true"],
    },
    "a block of an account that says nothing": {
      of: aws("s3:AccountPublicAccessBlock"),
      finds: Object.keys(whole).map((setting) => `${setting}: got nothing, want true`),
    },
  },
  unknown: {
    "a setting that is not known yet, and finds the one beside it": {
      of: beside("BucketPublicAccessBlock", { ...whole, ignorePublicAcls: false }),
      path: "blockPublicAcls",
      finds: ["ignorePublicAcls: got false, want true"],
    },
  },
  remedies: {
    "what is missing and what is wrong": {
      of: beside("BucketPublicAccessBlock", { blockPublicAcls: true, blockPublicPolicy: false }),
      to: { bucket: "memory", ...whole },
    },
  },
  mutation: {
    kind: "aws:s3:BucketPublicAccessBlock",
    change: ({ props }) => {
      props.ignorePublicAcls = false;
    },
  },
});
