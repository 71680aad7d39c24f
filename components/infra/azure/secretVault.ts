import { Secret } from "@pulumi/azure-native/keyvault/secret.js";
import { Vault } from "@pulumi/azure-native/keyvault/vault.js";
import * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component.ts";
import { sendDiagnostics } from "./diagnostics.ts";
import type { Where } from "./place.ts";
import { grant } from "./roles.ts";

export interface SecretVaultArgs extends Where {
  vaultName: pulumi.Input<string>;
  subscriptionId: string;
  /** Entra tenant whose identities may be given roles on the vault. */
  tenantId: pulumi.Input<string>;
  /** Names of the secrets to keep. */
  names: string[];
  /** Value by name. */
  values: pulumi.Input<Record<string, string>>;
  /** Object id of the identity that agents run as. It may read secrets, and nothing else. */
  readerPrincipalId: pulumi.Input<string>;
  workspaceId: pulumi.Input<string>;
  /**
   * Who can reach the vault: everybody with a role, or only the networks that get a private endpoint to it. Azure
   * Resource Manager, which writes the secrets, gets in either way. Default: public.
   */
  reach?: "public" | "private";
  /** Whether the vault is kept from `pulumi destroy`. Default: no. */
  protect?: boolean;
}

/** A secret as an agent's app refers to it. */
export interface SecretReference {
  /** Address of the secret at its present version. */
  url: pulumi.Output<string>;
  /** The version alone. It changes with the value and gives nothing of it away. */
  version: pulumi.Output<string>;
}

/** The key vault that holds the agents' secrets. Access is by role alone, and a deleted vault can be recovered. */
export class SecretVault extends Component<SecretVaultArgs> {
  readonly secrets: Record<string, SecretReference> = {};
  readonly vaultId: pulumi.Output<string>;
  /** Address of the vault, such as `https://name.vault.azure.net/`. */
  readonly vaultUri: pulumi.Output<string>;
  /** What must exist before an agent can read its secrets. */
  readonly grants: pulumi.Resource[];
  /** The secrets themselves. */
  readonly stored: pulumi.Resource[];

  constructor(name: string, args: SecretVaultArgs, opts?: pulumi.ComponentResourceOptions) {
    super("daca:azure:SecretVault", name, { ...args, values: pulumi.secret(args.values) }, opts);
    const child = { parent: this };
    const { resourceGroupName, location, tags } = args;

    const vault = new Vault(
      `${name}-vault`,
      {
        resourceGroupName,
        location,
        tags,
        vaultName: args.vaultName,
        properties: {
          tenantId: args.tenantId,
          sku: { family: "A", name: "standard" },
          enableRbacAuthorization: true,
          enableSoftDelete: true,
          softDeleteRetentionInDays: 90,
          enablePurgeProtection: true,
          ...(args.reach === "private"
            ? { publicNetworkAccess: "Disabled", networkAcls: { bypass: "AzureServices", defaultAction: "Deny" } }
            : // Container Apps reads references over the public address; roles decide who gets in.
              { publicNetworkAccess: "Enabled", networkAcls: { bypass: "AzureServices", defaultAction: "Allow" } }),
        },
      },
      { ...child, protect: args.protect ?? false },
    );
    sendDiagnostics(`${name}-diagnostics`, { resourceId: vault.id, workspaceId: args.workspaceId }, child);

    const values = pulumi.secret(args.values);
    const stored: pulumi.Resource[] = [];
    for (const secretName of args.names) {
      const secret = new Secret(
        `${name}-${secretName}`,
        {
          resourceGroupName,
          vaultName: vault.name,
          secretName,
          tags,
          properties: {
            value: values.apply((all) => all[secretName] ?? ""),
            contentType: "text/plain",
            attributes: { enabled: true },
          },
        },
        child,
      );
      stored.push(secret);
      // The address of a secret is none, but stands beside the value and would hide all of the app that uses it.
      // It is not there yet where `pulumi up --target` leaves the vault out.
      const url = pulumi.unsecret(
        secret.properties.apply((properties): string | undefined => properties.secretUriWithVersion),
      );
      this.secrets[secretName] = {
        url: url.apply((address) => address ?? ""),
        version: url.apply((address) => address?.split("/").at(-1) ?? ""),
      };
    }

    const read = grant(
      `${name}-read`,
      {
        role: "KeyVaultSecretsUser",
        scope: vault.id,
        principalId: args.readerPrincipalId,
        subscriptionId: args.subscriptionId,
      },
      child,
    );
    this.vaultId = vault.id;
    this.vaultUri = pulumi.unsecret(vault.properties.apply(({ vaultUri }) => vaultUri ?? ""));
    this.grants = [read];
    this.stored = stored;
    this.registerOutputs({ vaultUri: this.vaultUri });
  }
}
