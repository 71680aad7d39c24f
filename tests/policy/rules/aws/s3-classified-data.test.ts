import { rule } from "../../../../policy/rules/aws/s3-classified-data.ts";
import { beside, bucket } from "../../../support/aws.ts";
import { describeRule } from "../../../support/rule.ts";

const classified = { tags: { "data-class": "restricted" } };

function encrypted(sseAlgorithm: string) {
  return beside("BucketServerSideEncryptionConfiguration", {
    rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm } }],
  });
}

describeRule(rule, {
  passes: {
    "classified data with a key and a lock": {
      of: [bucket({ ...classified, objectLockEnabled: true }), encrypted("aws:kms:dsse")],
    },
    "a lock beside the bucket": {
      of: [bucket(classified), encrypted("aws:kms"), beside("BucketObjectLockConfiguration", {})],
    },
    "a key inline": {
      of: bucket({
        ...classified,
        objectLockEnabled: true,
        serverSideEncryptionConfiguration: {
          rule: { applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" } },
        },
      }),
    },
    "data that is not classified": { of: bucket({ tags: { "data-class": "public" } }) },
    "data of which nothing is said": { of: bucket() },
    "classes for which neither is asked": {
      of: bucket(classified),
      knobs: { requireKmsFor: ["secret"], requireLockFor: [] },
    },
  },
  fails: {
    "classified data with what S3 gives to all": {
      of: [bucket(classified), encrypted("AES256")],
      finds: [
        'bucketServerSideEncryptionConfiguration rules: got ["AES256"], want the sseAlgorithm "aws:kms"',
        "memory objectLockEnabled: got nothing, want true",
      ],
    },
    "a class under another tag": {
      of: bucket({ tags: { class: "confidential" }, objectLockEnabled: true }),
      knobs: { classTag: "class" },
      finds: [': got nothing, want the sseAlgorithm "aws:kms"'],
    },
  },
  unknown: {
    "an encryption that is not known yet": {
      of: [encrypted("AES256"), bucket({ ...classified, objectLockEnabled: true })],
      path: "rules",
    },
  },
  mutation: {
    kind: "aws:s3:Bucket",
    change: ({ props }) => {
      props.objectLockEnabled = false;
    },
  },
});
