import { type AzureSimulation, GROUP } from "./azureSimulation.ts";
import { artificialUuid } from "./simulation.ts";

/** What keeps state, messages, secrets, images and backups. */
export const data: Record<string, AzureSimulation> = {
  "containerregistry:Registry": {
    id: `${GROUP}/providers/Microsoft.ContainerRegistry/registries/{registryName}`,
    adds: ({ registryName }) => ({ loginServer: `${registryName}.azurecr.io` }),
    replaces: ["location"],
  },
  "keyvault:Vault": {
    id: `${GROUP}/providers/Microsoft.KeyVault/vaults/{vaultName}`,
    adds: ({ vaultName, properties }) => ({
      properties: { ...(properties as object), vaultUri: `https://${vaultName}.vault.azure.net/` },
    }),
    replaces: ["location"],
  },
  "keyvault:Secret": {
    id: `${GROUP}/providers/Microsoft.KeyVault/vaults/{vaultName}/secrets/{secretName}`,
    adds: ({ vaultName, secretName, properties }, id) => {
      const uri = `https://${vaultName}.vault.azure.net/secrets/${secretName}`;
      // Azure keeps the value to itself.
      const { value: _, ...rest } = properties as Record<string, unknown>;
      return { properties: { ...rest, secretUri: uri, secretUriWithVersion: `${uri}/${version(id, properties)}` } };
    },
  },
  "cosmosdb:DatabaseAccount": {
    id: `${GROUP}/providers/Microsoft.DocumentDB/databaseAccounts/{accountName}`,
    adds: ({ accountName }) => ({ documentEndpoint: `https://${accountName}.documents.azure.com:443/` }),
    replaces: ["location"],
  },
  "cosmosdb:SqlResourceSqlDatabase": {
    id: `${GROUP}/providers/Microsoft.DocumentDB/databaseAccounts/{accountName}/sqlDatabases/{databaseName}`,
  },
  "cosmosdb:SqlResourceSqlContainer": {
    id: `${GROUP}/providers/Microsoft.DocumentDB/databaseAccounts/{accountName}/sqlDatabases/{databaseName}/containers/{containerName}`,
  },
  "cosmosdb:SqlResourceSqlRoleAssignment": {
    id: `${GROUP}/providers/Microsoft.DocumentDB/databaseAccounts/{accountName}/sqlRoleAssignments/{roleAssignmentId}`,
  },
  "servicebus:Namespace": {
    id: `${GROUP}/providers/Microsoft.ServiceBus/namespaces/{namespaceName}`,
    adds: ({ namespaceName }) => ({ serviceBusEndpoint: `https://${namespaceName}.servicebus.windows.net:443/` }),
    replaces: ["location"],
  },
  "servicebus:Topic": { id: `${GROUP}/providers/Microsoft.ServiceBus/namespaces/{namespaceName}/topics/{topicName}` },
  "servicebus:Subscription": {
    id: `${GROUP}/providers/Microsoft.ServiceBus/namespaces/{namespaceName}/topics/{topicName}/subscriptions/{subscriptionName}`,
  },
  "dbforpostgresql:Server": {
    id: `${GROUP}/providers/Microsoft.DBforPostgreSQL/flexibleServers/{serverName}`,
    adds: ({ serverName }) => ({ fullyQualifiedDomainName: `${serverName}.postgres.database.azure.com` }),
    replaces: ["location"],
  },
  "dbforpostgresql:Database": {
    id: `${GROUP}/providers/Microsoft.DBforPostgreSQL/flexibleServers/{serverName}/databases/{databaseName}`,
  },
  "dbforpostgresql:Configuration": {
    id: `${GROUP}/providers/Microsoft.DBforPostgreSQL/flexibleServers/{serverName}/configurations/{configurationName}`,
  },
  "dbforpostgresql:AdministratorsMicrosoftEntra": {
    id: `${GROUP}/providers/Microsoft.DBforPostgreSQL/flexibleServers/{serverName}/administrators/{objectId}`,
  },
  "storage:StorageAccount": {
    id: `${GROUP}/providers/Microsoft.Storage/storageAccounts/{accountName}`,
    adds: ({ accountName }) => ({ primaryEndpoints: { blob: `https://${accountName}.blob.core.windows.net/` } }),
    replaces: ["location"],
  },
  "storage:BlobServiceProperties": {
    id: `${GROUP}/providers/Microsoft.Storage/storageAccounts/{accountName}/blobServices/{blobServicesName}`,
  },
  "storage:BlobContainer": {
    id: `${GROUP}/providers/Microsoft.Storage/storageAccounts/{accountName}/blobServices/default/containers/{containerName}`,
  },
  "storage:ManagementPolicy": {
    id: `${GROUP}/providers/Microsoft.Storage/storageAccounts/{accountName}/managementPolicies/{managementPolicyName}`,
  },
};

/** A secret's version: another one for another value, without giving the value away. */
function version(id: string, properties: unknown): string {
  return artificialUuid(`${id}/${JSON.stringify(properties)}`).replaceAll("-", "");
}
