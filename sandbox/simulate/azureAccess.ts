import { type AzureSimulation, GROUP } from "./azureSimulation.ts";
import { artificialUuid } from "./simulation.ts";

/** Artificial tenant of the artificial account. */
export const TENANT = artificialUuid("tenant");

/** Groups, identities and roles. */
export const access: Record<string, AzureSimulation> = {
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
  "managedidentity:FederatedIdentityCredential": {
    id: `${GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/{resourceName}/federatedIdentityCredentials/{federatedIdentityCredentialResourceName}`,
  },
};
