import { RoleAssignment } from "@pulumi/azure-native/authorization/roleAssignment.js";
import type * as pulumi from "@pulumi/pulumi";

/** Built-in roles of Azure by id: learn.microsoft.com/azure/role-based-access-control/built-in-roles. */
export const ROLES = {
  AcrPull: "7f951dda-4ed3-4680-a7ca-43fe172d538d",
  KeyVaultSecretsUser: "4633458b-17de-408a-b874-0445c86b69e6",
  ManagedIdentityOperator: "f1a07417-d97a-45cb-824c-7a7467783830",
  NetworkContributor: "4d97b98b-1d4f-4787-a291-c67834d212e7",
  ServiceBusDataSender: "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39",
  ServiceBusDataReceiver: "4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0",
  ServiceBusDataOwner: "090c5cfd-751d-490a-894a-3ce6f1109419",
  StorageBlobDataContributor: "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
} as const;

/** Who gets which role on what. */
export interface Grant {
  role: keyof typeof ROLES;
  /** Resource id that the role is given on, and on everything below it. */
  scope: pulumi.Input<string>;
  /** Object id of the identity that gets it. */
  principalId: pulumi.Input<string>;
  subscriptionId: string;
}

/** Gives an identity a built-in role. */
export function grant(
  name: string,
  { role, scope, principalId, subscriptionId }: Grant,
  opts: pulumi.CustomResourceOptions,
) {
  return new RoleAssignment(
    name,
    {
      scope,
      principalId,
      // Without it Azure looks the identity up in the directory, where a new one has not arrived yet.
      principalType: "ServicePrincipal",
      // With the subscription, as Azure returns it: without it every refresh would see a difference.
      roleDefinitionId: `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${ROLES[role]}`,
    },
    opts,
  );
}
