import { rule } from "../../../../policy/rules/aws/s3-tls-only.ts";
import { beside, besideNew, bucket, document } from "../../../support/aws.ts";
import { describeRule } from "../../../support/rule.ts";

const denial = {
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: ["arn:aws:s3:::memory", "arn:aws:s3:::memory/*"],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};
const want = 'want a statement that denies s3:* to all when "aws:SecureTransport" is "false"';

describeRule(rule, {
  passes: {
    "a bucket with a policy beside it": { of: [bucket(), beside("BucketPolicy", { policy: document(denial) })] },
    "a new bucket and a policy as JSON, with a value that is no text": {
      of: [
        bucket(),
        besideNew(
          "BucketPolicy",
          {
            policy: JSON.stringify(
              document({ ...denial, Principal: { AWS: "*" }, Condition: { Bool: { "aws:SecureTransport": false } } }),
            ),
          },
          bucket(),
        ),
      ],
    },
    "a bucket with a policy inline": { of: bucket({ policy: document(denial) }) },
  },
  fails: {
    "a bucket without a policy": { of: bucket(), finds: [`: got nothing, ${want}`] },
    "a policy that denies one action only": {
      of: [bucket(), beside("BucketPolicy", { policy: document({ ...denial, Action: "s3:PutObject" }) })],
      finds: [`bucketPolicy policy: got nothing, ${want}`],
    },
    "a policy that protects the bucket and not what is in it": {
      of: bucket({ policy: document({ ...denial, Resource: "arn:aws:s3:::memory" }) }),
      finds: [`policy: got nothing, ${want}`],
    },
    "a denial that a second condition narrows": {
      of: bucket({
        policy: document({
          ...denial,
          Condition: { ...denial.Condition, IpAddress: { "aws:SourceIp": "10.0.0.0/8" } },
        }),
      }),
      finds: [`policy: got nothing, ${want}`],
    },
    "a policy of another bucket": {
      of: [bucket(), beside("BucketPolicy", { policy: document(denial) }, "logs")],
      finds: [`memory : got nothing, ${want}`],
    },
  },
  unknown: {
    "a policy that is not known yet": {
      of: [beside("BucketPolicy", { policy: "" }), bucket()],
      path: "policy",
    },
  },
  mutation: {
    kind: "aws:s3:BucketPolicy",
    change: ({ props }) => {
      props.policy.Statement[0].Effect = "Allow";
    },
  },
});
