import assert from "node:assert/strict";
import { StateStore } from "../../components/infra/azure/stateStore.ts";
import { artificialUuid } from "../../sandbox/simulate/simulation.ts";
import {
  childrenOf,
  diagnosticsOf,
  GROUP_ID,
  IN_GROUP,
  type InAzure,
  PROVIDER,
  recordInAzure,
} from "../support/azure.ts";

const ACCOUNT = `${GROUP_ID}/providers/Microsoft.DocumentDB/databaseAccounts/state`;
const DATA_CONTRIBUTOR = "00000000-0000-0000-0000-000000000002";

function storeIn({ where, opts }: InAzure, zoneRedundant = false) {
  const args = { ...where, accountName: "state", principalId: "runner", zoneRedundant, workspaceId: "workspace" };
  return new StateStore("store", args, opts);
}

describe("StateStore", () => {
  it("is serverless, keeps a week of backups, and takes no keys", async () => {
    const recorded = await recordInAzure((azure) => void storeIn(azure));
    assert.deepEqual(childrenOf(recorded, "store"), {
      "store-account": "azure-native:cosmosdb:DatabaseAccount",
      "store-database": "azure-native:cosmosdb:SqlResourceSqlDatabase",
      "store-container": "azure-native:cosmosdb:SqlResourceSqlContainer",
      "store-assignment-id": "random:index/randomUuid:RandomUuid",
      "store-write": "azure-native:cosmosdb:SqlResourceSqlRoleAssignment",
      "store-diagnostics": "azure-native:monitor:DiagnosticSetting",
    });
    const { inputs, provider } = recorded.named("store-account");
    assert.equal(provider, PROVIDER);
    assert.deepEqual(inputs, {
      ...IN_GROUP,
      accountName: "state",
      kind: "GlobalDocumentDB",
      databaseAccountOfferType: "Standard",
      capabilities: [{ name: "EnableServerless" }],
      locations: [{ locationName: "eastus", failoverPriority: 0, isZoneRedundant: false }],
      consistencyPolicy: { defaultConsistencyLevel: "Session" },
      disableLocalAuth: true,
      disableKeyBasedMetadataWriteAccess: true,
      minimalTlsVersion: "Tls12",
      publicNetworkAccess: "Enabled",
      backupPolicy: { type: "Continuous", continuousModeProperties: { tier: "Continuous7Days" } },
      // The SDK's own default.
      createMode: "Default",
    });
    assert.deepEqual(recorded.named("store-diagnostics").inputs, diagnosticsOf(ACCOUNT));
  });

  it("spreads over availability zones where it is asked to", async () => {
    const { named } = await recordInAzure((azure) => void storeIn(azure, true));
    assert.deepEqual(named("store-account").inputs.locations, [
      { locationName: "eastus", failoverPriority: 0, isZoneRedundant: true },
    ]);
  });

  it("keeps state as Dapr wants it: its partition key, its times to live, no index", async () => {
    const { named } = await recordInAzure((azure) => void storeIn(azure));
    const common = { resourceGroupName: "rg", tags: IN_GROUP.tags, accountName: "state", databaseName: "agentdb" };
    assert.deepEqual(named("store-database").inputs, { ...common, resource: { id: "agentdb" } });
    assert.deepEqual(named("store-container").inputs, {
      ...common,
      containerName: "agents",
      resource: {
        id: "agents",
        partitionKey: { paths: ["/partitionKey"], kind: "Hash", version: 2 },
        defaultTtl: -1,
        indexingPolicy: { indexingMode: "consistent", includedPaths: [], excludedPaths: [{ path: "/*" }] },
      },
    });
  });

  it("lets the agents' identity read and write the one database, by Cosmos DB's own role", async () => {
    const { named, ofType } = await recordInAzure((azure) => void storeIn(azure));
    assert.deepEqual(named("store-write").inputs, {
      resourceGroupName: "rg",
      accountName: "state",
      roleAssignmentId: artificialUuid("store-assignment-id"),
      principalId: "runner",
      roleDefinitionId: `${ACCOUNT}/sqlRoleDefinitions/${DATA_CONTRIBUTOR}`,
      scope: `${ACCOUNT}/dbs/agentdb`,
    });
    assert.deepEqual(ofType("azure-native:authorization:RoleAssignment"), []);
  });

  it("says where it is, and what an agent must wait for", async () => {
    const { outputs, named } = await recordInAzure((azure) => {
      const { endpoint, accountId, database, collection, grants } = storeIn(azure);
      return { endpoint, accountId, database, collection, waitFor: grants.map((grant) => grant.urn) };
    });
    assert.deepEqual(outputs, {
      endpoint: "https://state.documents.azure.com:443/",
      accountId: ACCOUNT,
      database: "agentdb",
      collection: "agents",
      waitFor: [named("store-container").urn, named("store-write").urn],
    });
  });
});
