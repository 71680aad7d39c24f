import { rule } from "../../../../policy/rules/aws/s3-lifecycle.ts";
import { beside, bucket } from "../../../support/aws.ts";
import { describeRule } from "../../../support/rule.ts";

const ends = { id: "uploads", status: "Enabled", abortIncompleteMultipartUpload: { daysAfterInitiation: 7 } };
const want = "want an enabled rule with abortIncompleteMultipartUpload";

describeRule(rule, {
  passes: {
    "a lifecycle beside the bucket": {
      of: [bucket(), beside("BucketLifecycleConfiguration", { rules: [{ id: "old", status: "Enabled" }, ends] })],
    },
    "a lifecycle inline": {
      of: bucket({ lifecycleRules: [{ enabled: true, abortIncompleteMultipartUploadDays: 7 }] }),
    },
  },
  fails: {
    "a bucket without a lifecycle": { of: bucket(), finds: [`: got nothing, ${want}`] },
    "a lifecycle whose rule is off": {
      of: [bucket(), beside("BucketLifecycleConfiguration", { rules: [{ ...ends, status: "Disabled" }] })],
      finds: [`bucketLifecycleConfiguration rules: got ["uploads"], ${want}`],
    },
  },
  unknown: {
    "rules that are not known yet": { of: [beside("BucketLifecycleConfiguration", {}), bucket()], path: "rules" },
  },
  mutation: {
    kind: "aws:s3:BucketLifecycleConfiguration",
    change: ({ props }) => {
      props.rules = [];
    },
  },
});
