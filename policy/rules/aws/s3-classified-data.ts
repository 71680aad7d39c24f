import { z } from "zod";
import { missingSetting, OF_BUCKET } from "../../lib/aws/s3.ts";
import type { StackFinding } from "../../lib/rule.ts";
import { stackRule } from "../../lib/rule.ts";
import { settingsOf } from "../../lib/siblings.ts";

const CLASSES = z.array(z.string()).default(["confidential", "restricted"]);

/**
 * A bucket whose data is classified, as its tag says, should have a key of its own and locked objects. Any other bucket
 * has the encryption that S3 gives to all.
 */
export const rule = stackRule({
  name: "s3-classified-data",
  pack: "security",
  enforcement: "advice",
  severity: "medium",
  description: "A bucket of classified data should be encrypted with a KMS key and lock its objects.",
  why: "without a key of its own nobody decides who decrypts it, and without a lock it can be erased",
  fix: 'add a BucketServerSideEncryptionConfiguration with sseAlgorithm "aws:kms", and set objectLockEnabled',
  references: ["CKV_AWS_19", "CKV_AWS_143", "CKV_AWS_145"],
  knobs: {
    classTag: z.string().default("data-class").describe("Tag that says how a bucket's data is classified."),
    requireKmsFor: CLASSES.describe("Classes whose buckets need a KMS key."),
    requireLockFor: CLASSES.describe("Classes whose buckets need object lock."),
  },
  check: (stack, { classTag, requireKmsFor, requireLockFor }) =>
    stack.of("aws:s3:Bucket").flatMap((bucket) => {
      const dataClass = bucket.props.tags?.[classTag];
      if (dataClass === undefined) return [];
      const findings: StackFinding[] = [];
      const encryptions = settingsOf(stack, bucket, "aws:s3:BucketServerSideEncryptionConfiguration", OF_BUCKET);
      const algorithms = [
        bucket.props.serverSideEncryptionConfiguration?.rule,
        ...encryptions.flatMap(({ props }) => props.rules ?? []),
      ].flatMap((rule) => rule?.applyServerSideEncryptionByDefault?.sseAlgorithm ?? []);
      if (requireKmsFor.includes(dataClass) && !algorithms.some((algorithm) => algorithm.startsWith("aws:kms"))) {
        findings.push(
          missingSetting(bucket, encryptions[0], {
            path: "rules",
            got: algorithms,
            want: 'the sseAlgorithm "aws:kms"',
          }),
        );
      }
      const locked =
        bucket.props.objectLockEnabled === true ||
        settingsOf(stack, bucket, "aws:s3:BucketObjectLockConfiguration", OF_BUCKET).length > 0;
      if (requireLockFor.includes(dataClass) && !locked) {
        findings.push({
          resource: bucket,
          path: "objectLockEnabled",
          got: bucket.props.objectLockEnabled,
          want: "true",
        });
      }
      return findings;
    }),
});
