import assert from "node:assert/strict";
import { ClusterSecretStore } from "@kubernetes-models/external-secrets/external-secrets.io/v1/ClusterSecretStore";
import * as pulumi from "@pulumi/pulumi";
import { pubsubBackend, stateBackend } from "../../components/infra/azure/daprBackends.ts";
import { keyVaultSecrets } from "../../components/infra/azure/keyVaultSecrets.ts";
import { stateRole } from "../../components/infra/azure/stateRoles.ts";
import { agentWith } from "../support/agents.ts";
import { recordProgram } from "../support/program.ts";

const agent = agentWith({
  state: { actors: true },
  topics: { subscribe: ["tasks"], publish: ["results"] },
  scaling: { concurrency: 8 },
  drainSeconds: 900,
});

/** A component's settings by name. */
async function settingsOf(make: () => { metadata: { name: string; value: pulumi.Input<string> }[] }) {
  const { outputs } = await recordProgram(() => ({ metadata: make().metadata }));
  const metadata = outputs.metadata as { name: string; value: string }[];
  return Object.fromEntries(metadata.map(({ name, value }) => [name, value]));
}

describe("stateBackend", () => {
  const database = { host: pulumi.output("psql.postgres.database.azure.com"), database: "agents" };

  it("is PostgreSQL by the pod's own identity, in a schema of the agent's own", async () => {
    const { type, version } = stateBackend(database, agent);
    assert.deepEqual([type, version], ["state.postgresql", "v2"]);
    assert.deepEqual(await settingsOf(() => stateBackend(database, agent)), {
      connectionString:
        "host=psql.postgres.database.azure.com port=5432 user=research_agent database=agents sslmode=verify-full",
      useAzureAD: "true",
      tablePrefix: "research_agent.",
      metadataTableName: "research_agent.dapr_metadata",
      maxConns: "4",
      connectionMaxIdleTime: "5m",
      actorStateStore: "true",
      azureAuthMethods: "workloadidentity",
    });
  });

  it("holds no actors for an agent that has none", async () => {
    const settings = await settingsOf(() => stateBackend(database, agentWith({ state: {} })));
    assert.equal(settings.actorStateStore, "false");
  });

  it("gives no two agents one schema, since no agent's name has an underscore", () => {
    assert.equal(stateRole("a-b-c"), "a_b_c");
    assert.throws(() => agentWith({ name: "a_b-c" }));
  });
});

describe("pubsubBackend", () => {
  it("is the agent's own topics on Service Bus, by the pod's own identity", async () => {
    const bus = { hostname: "bus.servicebus.windows.net", lockSeconds: 300 };
    const { type, version } = pubsubBackend(bus, agent);
    assert.deepEqual([type, version], ["pubsub.azure.servicebus.topics", "v1"]);
    assert.deepEqual(await settingsOf(() => pubsubBackend(bus, agent)), {
      namespaceName: "bus.servicebus.windows.net",
      disableEntityManagement: "true",
      maxConcurrentHandlers: "8",
      maxActiveMessages: "8",
      handlerTimeoutInSec: "900",
      lockRenewalInSec: "20",
      protectedTopics: "results,research-agent-dead-letter,tasks",
      publishingScopes: "research-agent=results,research-agent-dead-letter",
      subscriptionScopes: "research-agent=tasks",
      azureAuthMethods: "workloadidentity",
    });
  });
});

describe("keyVaultSecrets", () => {
  it("is a provider as External Secrets defines it, and keeps the names of secrets", () => {
    const { provider, keyOf } = keyVaultSecrets({
      vaultUri: "https://vault.vault.azure.net/",
      tenantId: "tenant",
      serviceAccount: { namespace: "external-secrets", name: "external-secrets" },
      ready: [],
    });
    assert.deepEqual(provider, {
      azurekv: {
        authType: "WorkloadIdentity",
        environmentType: "PublicCloud",
        tenantId: "tenant",
        vaultUrl: "https://vault.vault.azure.net/",
        serviceAccountRef: { namespace: "external-secrets", name: "external-secrets" },
      },
    });
    new ClusterSecretStore({ metadata: { name: "agent-secrets" }, spec: { provider: provider as object } }).validate();
    assert.equal(keyOf("openai-api-key"), "openai-api-key");
  });
});
