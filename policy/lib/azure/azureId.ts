import type { AzureKinds } from "../kinds/azure.ts";
import type { AnyResource, Resource } from "../resource.ts";

/** How Azure's ids name a kind, and the input that holds a resource's name. */
const IDS = {
  "azure-native:app:ContainerApp": ["Microsoft.App/containerApps", "containerAppName"],
  "azure-native:app:ManagedEnvironment": ["Microsoft.App/managedEnvironments", "environmentName"],
  "azure-native:containerregistry:Registry": ["Microsoft.ContainerRegistry/registries", "registryName"],
  "azure-native:containerservice:ManagedCluster": ["Microsoft.ContainerService/managedClusters", "resourceName"],
  "azure-native:cosmosdb:DatabaseAccount": ["Microsoft.DocumentDB/databaseAccounts", "accountName"],
  "azure-native:keyvault:Vault": ["Microsoft.KeyVault/vaults", "vaultName"],
  "azure-native:servicebus:Namespace": ["Microsoft.ServiceBus/namespaces", "namespaceName"],
  "azure-native:storage:StorageAccount": ["Microsoft.Storage/storageAccounts", "accountName"],
} as const satisfies Partial<Record<keyof AzureKinds, readonly [string, string]>>;

/** The kinds that others can be found to refer to. */
export type ReferredKind = keyof typeof IDS;

/**
 * Those of some resources that another means by an id, or a name, among its inputs. Before the first update neither is
 * known: then it means those that it depends on, and the input is not looked at.
 */
export function referredBy<K extends ReferredKind>(
  from: AnyResource | Resource,
  candidates: readonly Resource<K>[],
  input: () => string | undefined,
): Resource<K>[] {
  const all = candidates as readonly (AnyResource & Resource<K>)[];
  const needed = all.filter(({ urn }) => from.options.dependencies.includes(urn));
  if (from.partial && needed.length > 0) return needed;
  const text = input()?.toLowerCase();
  return text === undefined ? [] : all.filter((each) => isNamed(each, text));
}

function isNamed({ kind, props }: AnyResource, text: string): boolean {
  const [type, input] = IDS[kind as ReferredKind];
  const name = props[input];
  if (typeof name !== "string") return false;
  return text === name.toLowerCase() || text.endsWith(`/${type}/${name}`.toLowerCase());
}
