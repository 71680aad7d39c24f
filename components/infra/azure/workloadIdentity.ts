import { FederatedIdentityCredential } from "@pulumi/azure-native/managedidentity/federatedIdentityCredential.js";
import { UserAssignedIdentity } from "@pulumi/azure-native/managedidentity/userAssignedIdentity.js";
import type * as pulumi from "@pulumi/pulumi";
import type { AgentIdentity } from "../../cluster/platform.ts";
import { Component } from "../../component.ts";
import type { Where } from "./place.ts";
import { type Grant, grant } from "./roles.ts";

export interface WorkloadIdentityArgs extends Where {
  identityName: pulumi.Input<string>;
  subscriptionId: string;
  /** Issuer of the cluster's service accounts. */
  issuerUrl: pulumi.Input<string>;
  /** The one service account that acts as this identity. */
  serviceAccount: { namespace: string; name: string };
  /** Roles by a name for each, which becomes part of the Pulumi name. */
  roles: Record<string, Pick<Grant, "role" | "scope">>;
}

/** The audience that Azure wants in a token of a cluster. */
const AUDIENCE = "api://AzureADTokenExchange";

/**
 * The identity of one workload in a cluster. Its pods get in by a token of their service account, which Azure takes
 * for one of its own: there is no key, and nobody else has it.
 */
export class WorkloadIdentity extends Component<WorkloadIdentityArgs> implements AgentIdentity {
  readonly name: pulumi.Output<string>;
  readonly clientId: pulumi.Output<string>;
  readonly principalId: pulumi.Output<string>;
  readonly serviceAccountAnnotations: Record<string, pulumi.Input<string>>;
  /** Without this label a pod gets no token. */
  readonly podLabels = { "azure.workload.identity/use": "true" };
  readonly grants: pulumi.Resource[];

  constructor(name: string, args: WorkloadIdentityArgs, opts?: pulumi.ComponentResourceOptions) {
    super("daca:azure:WorkloadIdentity", name, args, opts);
    const child = { parent: this };
    const { resourceGroupName, location, tags, subscriptionId, serviceAccount } = args;

    const identity = new UserAssignedIdentity(
      `${name}-identity`,
      { resourceGroupName, location, tags, resourceName: args.identityName },
      child,
    );
    const trust = new FederatedIdentityCredential(
      `${name}-trust`,
      {
        resourceGroupName,
        resourceName: identity.name,
        federatedIdentityCredentialResourceName: "service-account",
        issuer: args.issuerUrl,
        subject: `system:serviceaccount:${serviceAccount.namespace}:${serviceAccount.name}`,
        audiences: [AUDIENCE],
      },
      child,
    );
    const roles = Object.entries(args.roles).map(([verb, role]) =>
      grant(`${name}-${verb}`, { ...role, principalId: identity.principalId, subscriptionId }, child),
    );

    this.name = identity.name;
    this.clientId = identity.clientId;
    this.principalId = identity.principalId;
    this.serviceAccountAnnotations = { "azure.workload.identity/client-id": identity.clientId };
    this.grants = [trust, ...roles];
    this.registerOutputs({ clientId: this.clientId });
  }
}
