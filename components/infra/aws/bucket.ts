import { Bucket } from "@pulumi/aws/s3/bucket.js";
import { BucketLifecycleConfiguration } from "@pulumi/aws/s3/bucketLifecycleConfiguration.js";
import { BucketOwnershipControls } from "@pulumi/aws/s3/bucketOwnershipControls.js";
import { BucketPolicy } from "@pulumi/aws/s3/bucketPolicy.js";
import { BucketPublicAccessBlock } from "@pulumi/aws/s3/bucketPublicAccessBlock.js";
import { BucketServerSideEncryptionConfiguration } from "@pulumi/aws/s3/bucketServerSideEncryptionConfiguration.js";
import { BucketVersioning } from "@pulumi/aws/s3/bucketVersioning.js";
import type * as pulumi from "@pulumi/pulumi";
import { denyPlainText, policyOf, type Statement } from "./policyDocument.ts";
import { partitionOf, placed, type Where } from "./where.ts";

export interface PrivateBucketArgs extends Where {
  bucketName: string;
  /** Key of the objects. S3's own where it is left out, as the targets of access logs need it. */
  keyArn?: pulumi.Input<string>;
  /** Days after which an object ends. Never where it is left out: its writer decides. */
  expireDays?: number;
  /** Who else may do what, besides whom IAM allows. */
  statements?: Statement[];
}

/** Days that an object which was overwritten or deleted can be brought back. */
const FORMER_DAYS = 30;

/** ARN of a bucket: it names neither region nor account. */
export function bucketArn({ region }: Pick<Where, "region">, bucketName: string): string {
  return `arn:${partitionOf(region)}:s3:::${bucketName}`;
}

/** A bucket that nobody outside can read, that speaks TLS alone, and whose objects can be brought back. */
export function privateBucket(name: string, args: PrivateBucketArgs, opts: pulumi.CustomResourceOptions): Bucket {
  const { region } = args;
  const arn = bucketArn(args, args.bucketName);
  const bucket = new Bucket(
    name,
    { ...placed(args), bucket: args.bucketName, forceDestroy: !args.protect },
    { ...opts, protect: args.protect },
  );
  const its = { region, bucket: bucket.bucket };
  const block = new BucketPublicAccessBlock(
    `${name}-private`,
    { ...its, blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
    opts,
  );
  new BucketOwnershipControls(`${name}-owner`, { ...its, rule: { objectOwnership: "BucketOwnerEnforced" } }, opts);
  new BucketPolicy(
    `${name}-policy`,
    { ...its, policy: policyOf(denyPlainText("s3:*", [arn, `${arn}/*`]), ...(args.statements ?? [])) },
    // S3 changes one of the two at a time.
    { ...opts, dependsOn: [block] },
  );
  const versioning = new BucketVersioning(
    `${name}-versions`,
    { ...its, versioningConfiguration: { status: "Enabled" } },
    opts,
  );
  new BucketServerSideEncryptionConfiguration(
    `${name}-encryption`,
    {
      ...its,
      rules: [
        args.keyArn === undefined
          ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
          : {
              applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: args.keyArn },
              // One call of KMS for many objects.
              bucketKeyEnabled: true,
            },
      ],
    },
    opts,
  );
  new BucketLifecycleConfiguration(
    `${name}-lifecycle`,
    {
      ...its,
      rules: [
        {
          id: "end",
          status: "Enabled",
          filter: { prefix: "" },
          abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
          noncurrentVersionExpiration: { noncurrentDays: FORMER_DAYS },
          ...(args.expireDays === undefined ? {} : { expiration: { days: args.expireDays } }),
        },
      ],
    },
    { ...opts, dependsOn: [versioning] },
  );
  return bucket;
}
