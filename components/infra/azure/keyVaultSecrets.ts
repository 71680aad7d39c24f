import type * as pulumi from "@pulumi/pulumi";
import type { SecretBackend } from "../../cluster/platform.ts";

/** The vault as External Secrets reads it. */
export interface KeyVaultSecrets {
  vaultUri: pulumi.Input<string>;
  tenantId: pulumi.Input<string>;
  /** Annotated with the client id of an identity that may read the vault's secrets. */
  serviceAccount: { namespace: string; name: string };
  ready: pulumi.Resource[];
}

/** Agents' secrets out of Key Vault. External Secrets asks for a token of the service account, so it needs no label. */
export function keyVaultSecrets({ vaultUri, tenantId, serviceAccount, ready }: KeyVaultSecrets): SecretBackend {
  return {
    provider: {
      azurekv: {
        authType: "WorkloadIdentity",
        environmentType: "PublicCloud",
        tenantId,
        vaultUrl: vaultUri,
        serviceAccountRef: { ...serviceAccount },
      },
    },
    keyOf: (name) => name,
    ready,
  };
}
