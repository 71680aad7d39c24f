import { artificialUuid, type Simulation, type ToSimulate } from "./simulation.ts";

type Text = Record<string, string | undefined>;

/** Where a resource is in Azure's tree: below a group, below another resource, or below a subscription. */
const GROUP = "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}";

/** Id pattern, what Azure adds to the inputs, and what it replaces besides name, group and parents. */
interface AzureSimulation {
  id: string;
  adds?: (inputs: Record<string, unknown>, id: string, resource: ToSimulate) => Record<string, unknown>;
  replaces?: string[];
  makesUp?: string[];
}

/** Artificial tenant of the artificial account. */
const TENANT = artificialUuid("tenant");

const TABLE: Record<string, AzureSimulation> = {
  "resources:ResourceGroup": { id: GROUP, replaces: ["location"] },
  "authorization:RoleAssignment": {
    id: "{scope}/providers/Microsoft.Authorization/roleAssignments/{roleAssignmentName}",
    replaces: ["principalId", "principalType", "roleDefinitionId", "scope"],
    makesUp: ["roleAssignmentName"],
  },
  "authorization:RoleDefinition": {
    id: "{scope}/providers/Microsoft.Authorization/roleDefinitions/{roleDefinitionId}",
    replaces: ["roleDefinitionId", "scope"],
    makesUp: ["roleDefinitionId"],
  },
  "managedidentity:UserAssignedIdentity": {
    id: `${GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/{resourceName}`,
    adds: (_, id) => ({
      principalId: artificialUuid(`${id}/principal`),
      clientId: artificialUuid(`${id}/client`),
      tenantId: TENANT,
    }),
    replaces: ["location"],
  },
  "operationalinsights:Workspace": {
    id: `${GROUP}/providers/Microsoft.OperationalInsights/workspaces/{workspaceName}`,
    adds: (_, id) => ({ customerId: artificialUuid(id) }),
    replaces: ["location"],
  },
  "applicationinsights:Component": {
    id: `${GROUP}/providers/Microsoft.Insights/components/{resourceName}`,
    adds: ({ location }, id) => ({
      connectionString: `InstrumentationKey=${artificialUuid(id)};IngestionEndpoint=https://${location}.in.applicationinsights.azure.com/`,
    }),
    replaces: ["location"],
  },
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
      const { value: _, ...rest } = properties as Text;
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
  "network:VirtualNetwork": {
    id: `${GROUP}/providers/Microsoft.Network/virtualNetworks/{virtualNetworkName}`,
    replaces: ["location"],
  },
  "network:Subnet": {
    id: `${GROUP}/providers/Microsoft.Network/virtualNetworks/{virtualNetworkName}/subnets/{subnetName}`,
  },
  "app:ManagedEnvironment": {
    id: `${GROUP}/providers/Microsoft.App/managedEnvironments/{environmentName}`,
    adds: ({ environmentName, location }, id) => ({
      defaultDomain: defaultDomain(String(environmentName), String(location)),
      staticIp: "192.0.2.10",
      // The version that the service ran in 2026 (azure-container-apps#1676).
      daprConfiguration: { version: "1.16.4" },
      customDomainConfiguration: { customDomainVerificationId: artificialUuid(id).replaceAll("-", "").toUpperCase() },
    }),
    replaces: ["location", "vnetConfiguration", "zoneRedundant"],
  },
  "app:DaprComponent": {
    id: `${GROUP}/providers/Microsoft.App/managedEnvironments/{environmentName}/daprComponents/{componentName}`,
  },
  "app:DaprComponentResiliencyPolicy": {
    id: `${GROUP}/providers/Microsoft.App/managedEnvironments/{environmentName}/daprComponents/{componentName}/resiliencyPolicies/{name}`,
  },
  "app:ManagedCertificate": {
    id: `${GROUP}/providers/Microsoft.App/managedEnvironments/{environmentName}/managedCertificates/{managedCertificateName}`,
    replaces: ["location", "properties"],
  },
  "app:ContainerApp": {
    id: `${GROUP}/providers/Microsoft.App/containerApps/{containerAppName}`,
    adds: ({ containerAppName, configuration, environmentId, location, template }) => ({
      configuration: withAddress(String(containerAppName), configuration, String(environmentId), String(location)),
      latestRevisionName: `${containerAppName}--${(template as Text).revisionSuffix ?? "simulated"}`,
    }),
    replaces: ["environmentId", "location"],
  },
  "app:ContainerAppsAuthConfig": {
    id: `${GROUP}/providers/Microsoft.App/containerApps/{containerAppName}/authConfigs/{authConfigName}`,
  },
  "monitor:ActionGroup": {
    id: `${GROUP}/providers/Microsoft.Insights/actionGroups/{actionGroupName}`,
    replaces: ["location"],
  },
  "monitor:MetricAlert": {
    id: `${GROUP}/providers/Microsoft.Insights/metricAlerts/{ruleName}`,
    replaces: ["location"],
  },
  "monitor:ScheduledQueryRule": {
    id: `${GROUP}/providers/Microsoft.Insights/scheduledQueryRules/{ruleName}`,
    replaces: ["location"],
  },
  "monitor:DiagnosticSetting": {
    id: "{resourceUri}/providers/Microsoft.Insights/diagnosticSettings/{name}",
    replaces: ["resourceUri"],
  },
  "consumption:Budget": { id: "{scope}/providers/Microsoft.Consumption/budgets/{budgetName}", replaces: ["scope"] },
};

/** Azure's answers by type token. */
export const azure: Record<string, Simulation> = {
  "pulumi:providers:azure-native": { id: () => "simulated", replaces: [] },
  ...Object.fromEntries(Object.entries(TABLE).map(([type, row]) => [`azure-native:${type}`, simulation(row)])),
};

function simulation({ id: pattern, adds, replaces = [], makesUp }: AzureSimulation): Simulation {
  const parts = [...pattern.matchAll(/{(\w+)}/g)].map((match) => match[1] as string);
  return {
    id: (resource) => fill(pattern, resource),
    adds: (resource, id) => ({ name: id.split("/").at(-1), ...adds?.(resource.inputs, id, resource) }),
    replaces: [...parts.filter((part) => part !== "subscriptionId"), ...replaces],
    // Two of one name cannot be there at once. What is named at random can.
    deletedFirst: makesUp === undefined,
    ...(makesUp ? { makesUp } : {}),
    // So azure-native has it: everything else may be another one after an update.
    stable: ["name", "location"],
    within: owner,
  };
}

/** The group or resource that an id is below: for a topic its namespace, for a role assignment its scope. */
function owner(id: string): string | undefined {
  const below = /^(.*)\/providers\/[^/]+\/[^/]+\/[^/]+$/.exec(id)?.[1] ?? id.split("/").slice(0, -2).join("/");
  return /^\/subscriptions\/[^/]+$/.test(below) || below === "" ? undefined : below;
}

function fill(pattern: string, { inputs, provider, name }: ToSimulate): string {
  const scope = String(inputs.scope ?? "");
  const known: Record<string, unknown> = {
    // Azure names a role assignment with a UUID where the program gives none.
    roleAssignmentName: artificialUuid(`${scope}/${name}`),
    // Without an explicit provider Azure takes the subscription that the shell has chosen.
    subscriptionId: artificialUuid("subscription"),
    ...provider,
    ...inputs,
  };
  return pattern.replaceAll(/{(\w+)}/g, (_, part: string) => {
    const value = known[part];
    if (typeof value !== "string" || value === "") {
      throw new Error(
        `${name} has no ${part}, so Azure could not place it: give it one, or add a rule to sandbox/simulate/azure.ts`,
      );
    }
    return value;
  });
}

function defaultDomain(environment: string, location: string): string {
  return `${environment.slice(0, 10).replace(/-$/, "")}-simulated.${location}.azurecontainerapps.io`;
}

function withAddress(app: string, configuration: unknown, environmentId: string, location: string): object {
  const { ingress, ...rest } = configuration as { ingress?: { external?: boolean } };
  if (!ingress) return rest;
  const domain = defaultDomain(environmentId.split("/").at(-1) ?? "", location);
  return { ...rest, ingress: { ...ingress, fqdn: `${app}${ingress.external ? "" : ".internal"}.${domain}` } };
}

/** A secret's version: another one for another value, without giving the value away. */
function version(id: string, properties: unknown): string {
  return artificialUuid(`${id}/${JSON.stringify(properties)}`).replaceAll("-", "");
}
