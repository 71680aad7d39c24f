import { DatabaseAccount } from "@pulumi/azure-native/cosmosdb/databaseAccount.js";
import { SqlResourceSqlContainer } from "@pulumi/azure-native/cosmosdb/sqlResourceSqlContainer.js";
import { SqlResourceSqlDatabase } from "@pulumi/azure-native/cosmosdb/sqlResourceSqlDatabase.js";
import { SqlResourceSqlRoleAssignment } from "@pulumi/azure-native/cosmosdb/sqlResourceSqlRoleAssignment.js";
import * as pulumi from "@pulumi/pulumi";
import { RandomUuid } from "@pulumi/random/randomUuid.js";
import { Component } from "../../component.ts";
import { sendDiagnostics } from "./diagnostics.ts";
import type { Where } from "./place.ts";

export interface StateStoreArgs extends Where {
  accountName: pulumi.Input<string>;
  /** Object id of the identity that agents run as: it reads and writes data, and cannot change the account. */
  principalId: pulumi.Input<string>;
  /** Spread copies over availability zones. Costs 25 % more. */
  zoneRedundant: boolean;
  workspaceId: pulumi.Input<string>;
}

/** Cosmos DB Built-in Data Contributor, a role of Cosmos DB's own. */
const DATA_CONTRIBUTOR = "00000000-0000-0000-0000-000000000002";

/**
 * The Cosmos DB database that holds the agents' state, reached by identity alone: keys are off.
 * Serverless, so it costs nothing while the agents sleep.
 */
export class StateStore extends Component<StateStoreArgs> {
  /** Address of the account, such as `https://name.documents.azure.com:443/`. */
  readonly endpoint: pulumi.Output<string>;
  readonly accountId: pulumi.Output<string>;
  readonly database = "agentdb";
  readonly collection = "agents";
  /** What must exist before an agent can use the store. */
  readonly grants: pulumi.Resource[];

  constructor(name: string, args: StateStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super("daca:azure:StateStore", name, args, opts);
    const child = { parent: this };
    const { resourceGroupName, location, tags } = args;

    const account = new DatabaseAccount(
      `${name}-account`,
      {
        resourceGroupName,
        location,
        tags,
        accountName: args.accountName,
        kind: "GlobalDocumentDB",
        databaseAccountOfferType: "Standard",
        capabilities: [{ name: "EnableServerless" }],
        locations: [{ locationName: location, failoverPriority: 0, isZoneRedundant: args.zoneRedundant }],
        // A conversation must read its own writes; Session gives that at the price of the weakest level.
        consistencyPolicy: { defaultConsistencyLevel: "Session" },
        disableLocalAuth: true,
        disableKeyBasedMetadataWriteAccess: true,
        minimalTlsVersion: "Tls12",
        publicNetworkAccess: "Enabled",
        // The seven-day tier of continuous backup is free.
        backupPolicy: { type: "Continuous", continuousModeProperties: { tier: "Continuous7Days" } },
      },
      child,
    );
    const database = new SqlResourceSqlDatabase(
      `${name}-database`,
      {
        resourceGroupName,
        tags,
        accountName: account.name,
        databaseName: this.database,
        resource: { id: this.database },
      },
      child,
    );
    const container = new SqlResourceSqlContainer(
      `${name}-container`,
      {
        resourceGroupName,
        tags,
        accountName: account.name,
        databaseName: database.name,
        containerName: this.collection,
        resource: {
          id: this.collection,
          // Dapr's Cosmos DB store wants exactly this key.
          partitionKey: { paths: ["/partitionKey"], kind: "Hash", version: 2 },
          // -1 keeps items for ever unless one carries its own time to live, which Dapr sets per write.
          defaultTtl: -1,
          // Dapr reads by key alone, so an index would only make writes dearer.
          indexingPolicy: { indexingMode: "consistent", includedPaths: [], excludedPaths: [{ path: "/*" }] },
        },
      },
      child,
    );
    const assignmentId = new RandomUuid(`${name}-assignment-id`, {}, child);
    const write = new SqlResourceSqlRoleAssignment(
      `${name}-write`,
      {
        resourceGroupName,
        accountName: account.name,
        roleAssignmentId: assignmentId.result,
        principalId: args.principalId,
        roleDefinitionId: pulumi.interpolate`${account.id}/sqlRoleDefinitions/${DATA_CONTRIBUTOR}`,
        scope: pulumi.interpolate`${account.id}/dbs/${database.name}`,
      },
      child,
    );
    sendDiagnostics(`${name}-diagnostics`, { resourceId: account.id, workspaceId: args.workspaceId }, child);

    this.endpoint = account.documentEndpoint;
    this.accountId = account.id;
    this.grants = [container, write];
    this.registerOutputs({ endpoint: this.endpoint });
  }
}
