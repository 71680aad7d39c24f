import { Provider } from "@pulumi/azure-native/provider.js";
import * as pulumi from "@pulumi/pulumi";
import type { Where } from "../../components/infra/azure/place.ts";
import { SUBSCRIPTION } from "./agents.ts";
import { type Recorded, recordProgram } from "./program.ts";

/** Resource id of the group that components under test are in. */
export const GROUP_ID = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg`;

/** What every resource in that group has in common, as inputs. */
export const IN_GROUP = { resourceGroupName: "rg", location: "eastus", tags: { owner: "agents" } };

/** URN of the provider that components under test are given. */
export const PROVIDER = "urn:pulumi:dev::daca::pulumi:providers:azure-native::azure";

/** What a component under test is given. */
export interface InAzure {
  where: Where;
  /** Options with an explicit provider, as the tiers pass them. */
  opts: pulumi.ComponentResourceOptions;
}

/** Records a component that lies in a resource group, below an explicit provider. */
export function recordInAzure(
  make: (azure: InAzure) => unknown,
  options: { preview?: boolean } = {},
): Promise<Recorded> {
  return recordProgram(() => {
    const provider = new Provider("azure", { subscriptionId: SUBSCRIPTION });
    return make({ where: { ...IN_GROUP, resourceGroupName: pulumi.output("rg") }, opts: { provider } });
  }, options);
}

/** Type by name of each child of a resource. */
export function childrenOf({ resources, named }: Recorded, parent: string): Record<string, string> {
  const { urn } = named(parent);
  const children = resources.filter((resource) => resource.parent === urn);
  return Object.fromEntries(children.map(({ name, type }) => [name, type]));
}

/** Inputs of the diagnostic setting that every resource with logs has. */
export function diagnosticsOf(resourceUri: string) {
  return {
    name: "to-workspace",
    resourceUri,
    workspaceId: "workspace",
    logs: [{ categoryGroup: "allLogs", enabled: true }],
    metrics: [{ category: "AllMetrics", enabled: true }],
  };
}

/** Inputs of a role assignment to one of Azure's built-in roles. */
export function roleOf(role: string, principalId: string, scope: string) {
  return {
    scope,
    principalId,
    principalType: "ServicePrincipal",
    roleDefinitionId: `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/${role}`,
  };
}

/** A value that only a cloud could answer, as it is during `pulumi preview`. */
export function unknownText(): pulumi.Output<string> {
  return pulumi.output(pulumi.unknown) as unknown as pulumi.Output<string>;
}
