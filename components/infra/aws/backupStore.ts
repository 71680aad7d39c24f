import { BucketLogging } from "@pulumi/aws/s3/bucketLogging.js";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component.ts";
import { bucketArn, privateBucket } from "./bucket.ts";
import { PodIdentity } from "./podIdentity.ts";
import { allow, allowService } from "./policyDocument.ts";
import type { Where } from "./where.ts";

export interface BackupStoreArgs extends Where {
  bucketName: string;
  /** Bucket that keeps who read or wrote a backup. */
  accessLogBucketName: string;
  /** Days that access logs are kept. */
  logDays: number;
  keyArn: pulumi.Input<string>;
  clusterName: pulumi.Input<string>;
  clusterArn: pulumi.Input<string>;
  /** Where Velero runs, which makes the backups and ends them. */
  writer: { namespace: string; serviceAccount: string };
}

/**
 * The bucket of Velero's backups, which hold what is in the cluster: objects, not volumes. When a backup ends is for
 * Velero to say, so no object ends by itself.
 */
export class BackupStore extends Component<BackupStoreArgs> {
  readonly bucketName: pulumi.Output<string>;
  readonly region: string;
  /** What must exist before a backup can be made. */
  readonly ready: pulumi.Resource[];

  constructor(name: string, args: BackupStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super("daca:aws:BackupStore", name, args, opts);
    const child = { parent: this };
    const { bucketName, accessLogBucketName, logDays, keyArn, clusterName, clusterArn, writer, ...where } = args;
    const arn = bucketArn(where, bucketName);

    const accessLogs = privateBucket(
      `${name}-access-logs`,
      {
        ...where,
        bucketName: accessLogBucketName,
        expireDays: logDays,
        statements: [
          allowService("logging.s3.amazonaws.com", ["s3:PutObject"], `${bucketArn(where, accessLogBucketName)}/*`, {
            ArnLike: { "aws:SourceArn": arn },
            StringEquals: { "aws:SourceAccount": where.accountId },
          }),
        ],
      },
      child,
    );
    const bucket = privateBucket(`${name}-bucket`, { ...where, bucketName, keyArn }, child);
    new BucketLogging(
      `${name}-logging`,
      {
        region: where.region,
        bucket: bucket.bucket,
        targetBucket: accessLogs.bucket,
        targetPrefix: `${bucketName}/`,
      },
      child,
    );
    const identity = new PodIdentity(
      `${name}-writer`,
      {
        ...where,
        clusterName,
        clusterArn,
        ...writer,
        statements: [
          allow(
            [
              "s3:AbortMultipartUpload",
              "s3:DeleteObject",
              "s3:GetObject",
              "s3:ListMultipartUploadParts",
              "s3:PutObject",
              "s3:PutObjectTagging",
            ],
            `${arn}/*`,
          ),
          allow(["s3:ListBucket"], arn),
          allow(["kms:Decrypt", "kms:GenerateDataKey"], keyArn, {
            StringEquals: { "kms:ViaService": `s3.${where.region}.amazonaws.com` },
          }),
        ],
      },
      child,
    );
    this.bucketName = bucket.bucket;
    this.region = where.region;
    this.ready = [bucket, ...identity.grants];
    this.registerOutputs({ bucketName: this.bucketName });
  }
}
