import assert from "node:assert/strict";
import { BackupStore } from "../../components/infra/azure/backupStore.ts";
import { PrivateAccess } from "../../components/infra/azure/privateAccess.ts";
import { SUBSCRIPTION } from "../support/agents.ts";
import { childrenOf, diagnosticsOf, GROUP_ID, IN_GROUP, PROVIDER, recordInAzure } from "../support/azure.ts";
import { namesOf } from "../support/program.ts";

const ACCOUNT = `${GROUP_ID}/providers/Microsoft.Storage/storageAccounts/backups`;

function record({ elsewhere = false, protect = true } = {}) {
  return recordInAzure(({ where, opts }) => {
    const names = { accountName: "backups", subscriptionId: SUBSCRIPTION, workspaceId: "workspace" };
    const store = new BackupStore("store", { ...where, ...names, keepDays: 30, elsewhere, protect }, opts);
    const { accountId, containerId, location } = store;
    return { accountId, containerId, location: { ...location, ready: location.ready.map((each) => each.urn) } };
  });
}

describe("BackupStore", () => {
  it("takes neither keys nor strangers, and is closed to the internet", async () => {
    const recorded = await record();
    assert.deepEqual(childrenOf(recorded, "store"), {
      "store-account": "azure-native:storage:StorageAccount",
      "store-blobs": "azure-native:storage:BlobServiceProperties",
      "store-container": "azure-native:storage:BlobContainer",
      "store-old-versions": "azure-native:storage:ManagementPolicy",
      "store-diagnostics": "azure-native:monitor:DiagnosticSetting",
    });
    const { inputs, provider, protect } = recorded.named("store-account");
    assert.equal(provider, PROVIDER);
    assert.equal(protect, true);
    assert.deepEqual(inputs, {
      ...IN_GROUP,
      accountName: "backups",
      kind: "StorageV2",
      sku: { name: "Standard_ZRS" },
      allowSharedKeyAccess: false,
      defaultToOAuthAuthentication: true,
      allowBlobPublicAccess: false,
      allowCrossTenantReplication: false,
      enableHttpsTrafficOnly: true,
      minimumTlsVersion: "TLS1_2",
      publicNetworkAccess: "Disabled",
      networkRuleSet: { bypass: "None", defaultAction: "Deny" },
    });
    assert.deepEqual(recorded.named("store-diagnostics").inputs, diagnosticsOf(`${ACCOUNT}/blobServices/default`));
  });

  it("keeps what is deleted or written over, and cleans up after that", async () => {
    const { named } = await record();
    const inAccount = { resourceGroupName: "rg", accountName: "backups" };
    const kept = { enabled: true, days: 30 };
    assert.deepEqual(named("store-blobs").inputs, {
      ...inAccount,
      blobServicesName: "default",
      isVersioningEnabled: true,
      deleteRetentionPolicy: kept,
      containerDeleteRetentionPolicy: kept,
    });
    assert.deepEqual(named("store-old-versions").inputs, {
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
              actions: { version: { delete: { daysAfterCreationGreaterThan: 30 } } },
            },
          },
        ],
      },
    });
    assert.ok(namesOf(named("store-container").dependencies).includes("store-blobs"));
  });

  it("has a copy in the paired region where that is asked for, and may go with its stack", async () => {
    const { named } = await record({ elsewhere: true, protect: false });
    assert.deepEqual(named("store-account").inputs.sku, { name: "Standard_GZRS" });
    assert.equal(named("store-account").protect, false);
  });

  it("says where backups go, and what must be there first", async () => {
    const { named, outputs } = await record();
    const inGroup = { resourceGroup: "rg", subscriptionId: SUBSCRIPTION };
    assert.deepEqual(outputs, {
      accountId: ACCOUNT,
      containerId: `${ACCOUNT}/blobServices/default/containers/velero`,
      location: {
        provider: "azure",
        bucket: "velero",
        config: {
          ...inGroup,
          storageAccount: "backups",
          storageAccountURI: "https://backups.blob.core.windows.net/",
          useAAD: "true",
        },
        ready: [named("store-container").urn],
      },
    });
  });
});

describe("PrivateAccess", () => {
  for (const [service, zone] of [
    ["vault", "privatelink.vaultcore.azure.net"],
    ["blob", "privatelink.blob.core.windows.net"],
  ] as const) {
    it(`is a way into a ${service} under the service's own name`, async () => {
      const { named, outputs } = await recordInAzure(({ where, opts }) => {
        const place = { networkId: "the-network", subnetId: "the-subnet", resourceId: "the-resource" };
        const { ready } = new PrivateAccess("way", { ...where, endpointName: "pep", service, ...place }, opts);
        return { waitFor: ready.map((each) => each.urn) };
      });
      assert.deepEqual(named("way-endpoint").inputs, {
        ...IN_GROUP,
        privateEndpointName: "pep",
        subnet: {
          id: "the-subnet",
          privateEndpointNetworkPolicies: "Disabled",
          privateLinkServiceNetworkPolicies: "Enabled",
        },
        privateLinkServiceConnections: [{ name: service, privateLinkServiceId: "the-resource", groupIds: [service] }],
      });
      assert.equal(named("way-zone").inputs.privateZoneName, zone);
      assert.deepEqual(named("way-zone-link").inputs.virtualNetwork, { id: "the-network" });
      assert.deepEqual(named("way-names").inputs, {
        resourceGroupName: "rg",
        privateEndpointName: "pep",
        privateDnsZoneGroupName: "default",
        privateDnsZoneConfigs: [
          { name: service, privateDnsZoneId: `${GROUP_ID}/providers/Microsoft.Network/privateDnsZones/${zone}` },
        ],
      });
      assert.deepEqual(outputs.waitFor, [named("way-zone-link").urn, named("way-names").urn]);
    });
  }
});
