import { rule } from "../../../../policy/rules/aws/s3-access-logs.ts";
import { beside, besideNew, bucket } from "../../../support/aws.ts";
import { describeRule } from "../../../support/rule.ts";

const logging = { targetBucket: "logs", targetPrefix: "s3/" };

describeRule(rule, {
  passes: {
    "a bucket that logs, and the one that its logs go to": {
      of: [bucket(), bucket({}, "logs"), beside("BucketLogging", logging)],
    },
    "a new bucket that logs to an older one": { of: [bucket(), besideNew("BucketLogging", logging, bucket())] },
    "logs inline": { of: bucket({ logging }) },
  },
  fails: {
    "a bucket that does not log": { of: bucket(), finds: [": got nothing, want a BucketLogging"] },
    "one of two": {
      of: [bucket(), bucket({}, "models"), beside("BucketLogging", logging)],
      finds: ["models : got nothing, want a BucketLogging"],
    },
  },
  unknown: {
    "logs of which nobody knows whose they are": {
      of: [beside("BucketLogging", logging), bucket()],
      path: "bucket",
    },
  },
  mutation: {
    kind: "aws:s3:BucketLogging",
    change: ({ props }) => {
      props.bucket = "another";
    },
  },
});
