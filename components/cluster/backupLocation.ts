import type * as pulumi from "@pulumi/pulumi";

/** Where Velero keeps backups, reached by identity. */
export interface BackupLocation {
  /** As Velero's plugins call themselves. */
  provider: "azure" | "aws";
  /** Bucket, or container of a storage account. */
  bucket: pulumi.Input<string>;
  /**
   * Settings of the plugin for the bucket: `{storageAccount, storageAccountURI, useAAD: "true"}` of
   * velero-plugin-for-microsoft-azure, `{region, kmsKeyId}` of velero-plugin-for-aws.
   */
  config: Record<string, pulumi.Input<string>>;
  /** What must exist before a backup is made. */
  ready: pulumi.Resource[];
}
