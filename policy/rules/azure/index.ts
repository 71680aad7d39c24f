import type { Departure, Rule } from "../../lib/rule.ts";
import { rule as acaContainerResources } from "./aca-container-resources.ts";
import { rule as acaEnvironmentEncryption } from "./aca-environment-encryption.ts";
import { rule as acaEnvironmentNetwork } from "./aca-environment-network.ts";
import { rule as acaExternalIngress } from "./aca-external-ingress.ts";
import { rule as acaIngressTls } from "./aca-ingress-tls.ts";
import { rule as acaLogs } from "./aca-logs.ts";
import { rule as acaManagedIdentity } from "./aca-managed-identity.ts";
import { rule as acaProbes } from "./aca-probes.ts";
import { rule as acaRegistryIdentity } from "./aca-registry-identity.ts";
import { rule as acaScaleBounds } from "./aca-scale-bounds.ts";
import { rule as acaSecretsFromKeyvault } from "./aca-secrets-from-keyvault.ts";
import { rule as acaZoneRedundant } from "./aca-zone-redundant.ts";
import { rule as acrNetwork } from "./acr-network.ts";
import { rule as acrNoKeys } from "./acr-no-keys.ts";
import { rule as acrRetention } from "./acr-retention.ts";
import { rule as azureDiagnostics } from "./azure-diagnostics.ts";
import { rule as azureFederationPinned } from "./azure-federation-pinned.ts";
import { rule as azureLogBounds } from "./azure-log-bounds.ts";
import { rule as azureNoBroadRoles } from "./azure-no-broad-roles.ts";
import { rule as azureNoRoleWildcards } from "./azure-no-role-wildcards.ts";
import { rule as azureOpenaiIdentity } from "./azure-openai-identity.ts";
import { rule as azureOpenaiNetwork } from "./azure-openai-network.ts";
import { rule as azureOpenaiNoKeys } from "./azure-openai-no-keys.ts";
import { rule as azureOpenaiOutbound } from "./azure-openai-outbound.ts";
import { rule as azureStorageNetwork } from "./azure-storage-network.ts";
import { rule as azureStorageNoKeys } from "./azure-storage-no-keys.ts";
import { rule as azureStorageNoPublicBlobs } from "./azure-storage-no-public-blobs.ts";
import { rule as azureStorageSoftDelete } from "./azure-storage-soft-delete.ts";
import { rule as cosmosNetwork } from "./cosmos-network.ts";
import { rule as cosmosNoFreeTier } from "./cosmos-no-free-tier.ts";
import { rule as cosmosNoKeys } from "./cosmos-no-keys.ts";
import { rule as cosmosRecoverable } from "./cosmos-recoverable.ts";
import { rule as cosmosThroughputCap } from "./cosmos-throughput-cap.ts";
import { rule as keyvaultContentType } from "./keyvault-content-type.ts";
import { rule as keyvaultExpiry } from "./keyvault-expiry.ts";
import { rule as keyvaultKeyRotation } from "./keyvault-key-rotation.ts";
import { rule as keyvaultNetwork } from "./keyvault-network.ts";
import { rule as keyvaultRbac } from "./keyvault-rbac.ts";
import { rule as keyvaultRecoverable } from "./keyvault-recoverable.ts";
import { rule as modelDeploymentGuard } from "./model-deployment-guard.ts";
import { rule as servicebusNetwork } from "./servicebus-network.ts";
import { rule as servicebusNoKeys } from "./servicebus-no-keys.ts";
import { rule as servicebusNoSasRules } from "./servicebus-no-sas-rules.ts";
import { rule as servicebusRunawayGuard } from "./servicebus-runaway-guard.ts";

export const rules: Rule[] = [
  acaIngressTls,
  acaExternalIngress,
  acaManagedIdentity,
  acaRegistryIdentity,
  acaSecretsFromKeyvault,
  acaScaleBounds,
  acaEnvironmentNetwork,
  acaEnvironmentEncryption,
  acaZoneRedundant,
  acaLogs,
  acaProbes,
  acaContainerResources,
  cosmosNoKeys,
  cosmosRecoverable,
  cosmosNoFreeTier,
  cosmosNetwork,
  cosmosThroughputCap,
  servicebusNoKeys,
  servicebusNoSasRules,
  servicebusNetwork,
  servicebusRunawayGuard,
  keyvaultRecoverable,
  keyvaultRbac,
  keyvaultNetwork,
  keyvaultExpiry,
  keyvaultContentType,
  keyvaultKeyRotation,
  acrNoKeys,
  acrNetwork,
  acrRetention,
  azureOpenaiNoKeys,
  azureOpenaiNetwork,
  azureOpenaiOutbound,
  azureOpenaiIdentity,
  modelDeploymentGuard,
  azureNoBroadRoles,
  azureNoRoleWildcards,
  azureFederationPinned,
  azureDiagnostics,
  azureLogBounds,
  azureStorageNoKeys,
  azureStorageNoPublicBlobs,
  azureStorageNetwork,
  azureStorageSoftDelete,
];

export const departures: Departure[] = [
  {
    row: "aca-ingress",
    policies: ["aca-ingress-tls", "aca-external-ingress"],
    why: "Plain HTTP is never right, while a prototype faces the internet on purpose; what needs the whole stack cannot be mended.",
  },
  {
    row: "aca-managed-identity",
    policies: ["aca-managed-identity", "aca-registry-identity"],
    why: "A password for images is a secret and is refused in every tier, a missing identity is not.",
  },
  {
    row: "aca-secrets-from-keyvault",
    policies: ["aca-secrets-from-keyvault"],
    why: "Literal secrets among the variables of containers are found by the policy that looks for them everywhere.",
  },
  {
    row: "aca-environment-network",
    policies: ["aca-environment-network", "aca-environment-encryption", "aca-zone-redundant"],
    why: "Network, encryption and zones are exempted by different people, and only encryption can be mended.",
  },
  {
    row: "aca-logs-and-probes",
    policies: ["aca-logs", "aca-probes", "aca-container-resources"],
    why: "They are about different resources and are mended in different places.",
  },
  {
    row: "cosmos-hardened",
    policies: ["cosmos-no-keys", "cosmos-recoverable", "cosmos-no-free-tier"],
    why: "Keys are refused in every tier and of every API, so apiKinds is no knob; backup and the free tier are advice.",
  },
  {
    row: "cosmos-network",
    policies: ["cosmos-network"],
    why: "It is not mended, since whether a private endpoint exists is known of the whole stack only.",
  },
  {
    row: "servicebus-hardened",
    policies: ["servicebus-no-keys", "servicebus-no-sas-rules", "servicebus-network"],
    why: "Keys are refused in every tier, the network outside the prototype.",
  },
  {
    row: "servicebus-runaway-guard",
    policies: ["servicebus-runaway-guard"],
    why: "Nothing tells an agent's queue from another, so all are taken for agents' but those that notAgents names; topics are looked at too.",
  },
  {
    row: "keyvault-access-and-hygiene",
    policies: [
      "keyvault-rbac",
      "keyvault-network",
      "keyvault-expiry",
      "keyvault-content-type",
      "keyvault-key-rotation",
    ],
    why: "They insist to different degrees; whether a value was literal is left out, as policies see every secret's value alike.",
  },
  {
    row: "acr-hardened",
    policies: ["acr-no-keys", "acr-network", "acr-retention"],
    why: "Keys and strangers are refused in every tier, the rest is advice; a quarantine needs a scanner and is off until asked for.",
  },
  {
    row: "azure-openai-locked-down",
    policies: ["azure-openai-no-keys", "azure-openai-network", "azure-openai-outbound", "azure-openai-identity"],
    why: "Keys are refused in every tier, the rest outside the prototype; keys of your own for encryption are left out as disputed.",
  },
  {
    row: "azure-identity-least-privilege",
    policies: ["azure-no-broad-roles", "azure-no-role-wildcards", "azure-federation-pinned"],
    why: "An assignment, a definition and a credential are three kinds that are exempted one by one.",
  },
  {
    row: "azure-logging-complete-and-capped",
    policies: ["azure-diagnostics", "azure-log-bounds"],
    why: "Whether there are logs is known of the whole stack only, and what they cost can be mended.",
  },
  {
    row: "azure-storage-hardened",
    policies: [
      "azure-storage-no-keys",
      "azure-storage-no-public-blobs",
      "azure-storage-network",
      "azure-storage-soft-delete",
    ],
    why: "Keys and strangers are refused in every tier, the rest outside the prototype.",
  },
];
