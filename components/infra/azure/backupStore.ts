import { BlobContainer } from "@pulumi/azure-native/storage/blobContainer.js";
import { BlobServiceProperties } from "@pulumi/azure-native/storage/blobServiceProperties.js";
import { ManagementPolicy } from "@pulumi/azure-native/storage/managementPolicy.js";
import { StorageAccount } from "@pulumi/azure-native/storage/storageAccount.js";
import * as pulumi from "@pulumi/pulumi";
import type { BackupLocation } from "../../cluster/backupLocation.ts";
import { Component } from "../../component.ts";
import { sendDiagnostics } from "./diagnostics.ts";
import type { Where } from "./place.ts";

export interface BackupStoreArgs extends Where {
  accountName: pulumi.Input<string>;
  subscriptionId: string;
  /** Days for which a deleted or replaced file can still be had, 7 to 365: what a thief deletes can be had back. */
  keepDays: number;
  /** A copy in the paired region besides those in three zones. The pair may be in another country. */
  elsewhere: boolean;
  workspaceId: pulumi.Input<string>;
  /** Whether the account, and all backups in it, is kept from `pulumi destroy`. */
  protect: boolean;
}

const CONTAINER = "velero";

/**
 * Where a cluster's backups go. It takes no keys and no strangers, only identities, over a private endpoint. Whatever
 * is deleted or written over stays for some days. It is not made immutable: Velero has to delete what is too old.
 */
export class BackupStore extends Component<BackupStoreArgs> {
  readonly accountId: pulumi.Output<string>;
  /** Id of the container, which the identity of Velero gets a role on. */
  readonly containerId: pulumi.Output<string>;
  /** The store as Velero is told of it. */
  readonly location: BackupLocation;

  constructor(name: string, args: BackupStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super("daca:azure:BackupStore", name, args, opts);
    const child = { parent: this };
    const { resourceGroupName, location, tags, keepDays } = args;

    const account = new StorageAccount(
      `${name}-account`,
      {
        resourceGroupName,
        location,
        tags,
        accountName: args.accountName,
        kind: "StorageV2",
        sku: { name: args.elsewhere ? "Standard_GZRS" : "Standard_ZRS" },
        allowSharedKeyAccess: false,
        defaultToOAuthAuthentication: true,
        allowBlobPublicAccess: false,
        allowCrossTenantReplication: false,
        enableHttpsTrafficOnly: true,
        minimumTlsVersion: "TLS1_2",
        publicNetworkAccess: "Disabled",
        networkRuleSet: { bypass: "None", defaultAction: "Deny" },
      },
      { ...child, protect: args.protect },
    );
    const inAccount = { resourceGroupName, accountName: account.name };
    const kept = { enabled: true, days: keepDays };
    const blobs = new BlobServiceProperties(
      `${name}-blobs`,
      {
        ...inAccount,
        blobServicesName: "default",
        isVersioningEnabled: true,
        deleteRetentionPolicy: kept,
        containerDeleteRetentionPolicy: kept,
      },
      child,
    );
    const container = new BlobContainer(
      `${name}-container`,
      { ...inAccount, containerName: CONTAINER, publicAccess: "None" },
      // Before the first file, so that every version of it is kept.
      { ...child, dependsOn: blobs, protect: args.protect },
    );
    new ManagementPolicy(
      `${name}-old-versions`,
      {
        ...inAccount,
        managementPolicyName: "default",
        policy: {
          rules: [
            {
              name: "old-versions",
              type: "Lifecycle",
              enabled: true,
              definition: {
                filters: { blobTypes: ["blockBlob"] },
                actions: { version: { delete: { daysAfterCreationGreaterThan: keepDays } } },
              },
            },
          ],
        },
      },
      { ...child, dependsOn: blobs },
    );
    // The account itself has metrics alone; what is read and written is the blob service's to tell.
    sendDiagnostics(
      `${name}-diagnostics`,
      { resourceId: pulumi.interpolate`${account.id}/blobServices/default`, workspaceId: args.workspaceId },
      { ...child, dependsOn: blobs },
    );

    this.accountId = account.id;
    this.containerId = container.id;
    const inGroup = { resourceGroup: resourceGroupName, subscriptionId: args.subscriptionId };
    this.location = {
      provider: "azure",
      bucket: container.name,
      config: {
        ...inGroup,
        storageAccount: account.name,
        // Told, so that Velero need not ask Azure for it, which would take a role on the account itself.
        storageAccountURI: account.primaryEndpoints.apply(({ blob }) => blob),
        useAAD: "true",
      },
      ready: [container],
    };
    this.registerOutputs({ accountId: this.accountId });
  }
}
