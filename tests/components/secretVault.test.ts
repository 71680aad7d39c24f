import assert from "node:assert/strict";
import { SecretVault } from "../../components/infra/azure/secretVault.ts";
import { SUBSCRIPTION } from "../support/agents.ts";
import {
  childrenOf,
  diagnosticsOf,
  GROUP_ID,
  IN_GROUP,
  type InAzure,
  PROVIDER,
  recordInAzure,
  roleOf,
} from "../support/azure.ts";
import { opened } from "../support/program.ts";

const VAULT = `${GROUP_ID}/providers/Microsoft.KeyVault/vaults/vault`;
const KEY_VAULT_SECRETS_USER = "4633458b-17de-408a-b874-0445c86b69e6";
const VALUES = { "openai-api-key": "sk-1", "search-key": "s-2" };

function vaultWith({ where, opts }: InAzure, values: Record<string, string> = VALUES) {
  const args = {
    ...where,
    vaultName: "vault",
    subscriptionId: SUBSCRIPTION,
    tenantId: "tenant",
    names: Object.keys(VALUES),
    values,
    readerPrincipalId: "runner",
    workspaceId: "workspace",
  };
  return new SecretVault("secrets", args, opts);
}

/** Address and version of one secret, with all of the values as given. */
async function referenceTo(name: string, values?: Record<string, string>) {
  const { outputs } = await recordInAzure((azure) => ({ ...vaultWith(azure, values).secrets[name] }));
  return outputs as { url: string; version: string };
}

describe("SecretVault", () => {
  it("is a vault that goes by roles and cannot be lost", async () => {
    const recorded = await recordInAzure((azure) => void vaultWith(azure));
    assert.deepEqual(childrenOf(recorded, "secrets"), {
      "secrets-vault": "azure-native:keyvault:Vault",
      "secrets-diagnostics": "azure-native:monitor:DiagnosticSetting",
      "secrets-openai-api-key": "azure-native:keyvault:Secret",
      "secrets-search-key": "azure-native:keyvault:Secret",
      "secrets-read": "azure-native:authorization:RoleAssignment",
    });
    const { inputs, provider } = recorded.named("secrets-vault");
    assert.equal(provider, PROVIDER);
    assert.deepEqual(inputs, {
      ...IN_GROUP,
      vaultName: "vault",
      properties: {
        tenantId: "tenant",
        sku: { family: "A", name: "standard" },
        enableRbacAuthorization: true,
        enableSoftDelete: true,
        softDeleteRetentionInDays: 90,
        enablePurgeProtection: true,
        publicNetworkAccess: "Enabled",
        networkAcls: { bypass: "AzureServices", defaultAction: "Allow" },
        // What follows is the SDK's own default.
        enabledForDeployment: false,
        enabledForDiskEncryption: false,
        enabledForTemplateDeployment: false,
      },
    });
    assert.deepEqual(recorded.named("secrets-diagnostics").inputs, diagnosticsOf(VAULT));
  });

  it("holds each value as a secret, and its own argument of values too", async () => {
    const { named } = await recordInAzure((azure) => void vaultWith(azure));
    assert.deepEqual(opened(named("secrets-openai-api-key").inputs), {
      resourceGroupName: "rg",
      tags: IN_GROUP.tags,
      vaultName: "vault",
      secretName: "openai-api-key",
      properties: { value: { secret: "sk-1" }, contentType: "text/plain", attributes: { enabled: true } },
    });
    assert.deepEqual(opened(named("secrets").inputs.values), { secret: VALUES });
    assert.deepEqual(named("secrets").inputs.names, ["openai-api-key", "search-key"]);
  });

  it("names a secret by address and version, which are no secrets", async () => {
    const { url, version } = await referenceTo("openai-api-key");
    assert.match(version, /^[0-9a-f]{32}$/);
    assert.equal(url, `https://vault.vault.azure.net/secrets/openai-api-key/${version}`);
  });

  it("gives a secret another version when its value changes, and leaves the others as they are", async () => {
    const changed = { ...VALUES, "openai-api-key": "sk-other" };
    const [key, keyAfter] = [await referenceTo("openai-api-key"), await referenceTo("openai-api-key", changed)];
    assert.notEqual(keyAfter.version, key.version);
    assert.deepEqual(await referenceTo("search-key", changed), await referenceTo("search-key"));
  });

  it("lets the agents' identity read secrets, and do nothing else", async () => {
    const { named, ofType } = await recordInAzure((azure) => void vaultWith(azure));
    assert.deepEqual(named("secrets-read").inputs, roleOf(KEY_VAULT_SECRETS_USER, "runner", VAULT));
    assert.equal(ofType("azure-native:authorization:RoleAssignment").length, 1);
  });

  it("says which role an agent must wait for", async () => {
    const { outputs, named } = await recordInAzure((azure) => ({
      waitFor: vaultWith(azure).grants.map((grant) => grant.urn),
    }));
    assert.deepEqual(outputs.waitFor, [named("secrets-read").urn]);
  });
});
