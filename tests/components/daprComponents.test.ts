import assert from "node:assert/strict";
import type { Agent } from "../../components/agent.ts";
import { DaprComponents } from "../../components/infra/azure/daprComponents.ts";
import { agentWith } from "../support/agents.ts";
import { childrenOf, PROVIDER, recordInAzure } from "../support/azure.ts";

const ENVIRONMENT = { resourceGroupName: "rg", environmentName: "agents" };

function record(...agents: Agent[]) {
  return recordInAzure(({ opts }) => {
    const args = {
      ...ENVIRONMENT,
      agents,
      clientId: "client",
      state: { endpoint: "https://state.documents.azure.com:443/", database: "agentdb", collection: "agents" },
      bus: { hostname: "bus.servicebus.windows.net", lockSeconds: 300 },
    };
    const { components } = new DaprComponents("dapr", args, opts);
    return { waitFor: components.map((component) => component.urn) };
  });
}

/** Dapr's own properties of a component: name and value. */
function metadataOf(inputs: Record<string, unknown>): Record<string, string> {
  const metadata = inputs.metadata as { name: string; value: string }[];
  return Object.fromEntries(metadata.map(({ name, value }) => [name, value]));
}

const planner = agentWith({
  name: "planner",
  state: { actors: true },
  topics: { subscribe: ["results"], publish: ["tasks"] },
  scaling: { concurrency: 5 },
  drainSeconds: 30,
});
const writer = agentWith({
  name: "writer",
  state: {},
  topics: { subscribe: ["tasks"], publish: ["results", "audit"] },
  scaling: { concurrency: 40 },
  drainSeconds: 240,
});
const auditor = agentWith({ name: "auditor", topics: { subscribe: ["audit"] } });
const loner = agentWith({ name: "loner" });

describe("DaprComponents", () => {
  it("are a state store and a pub/sub, each with its resiliency", async () => {
    const recorded = await record(planner);
    assert.deepEqual(childrenOf(recorded, "dapr"), {
      "dapr-agent-statestore": "azure-native:app:DaprComponent",
      "dapr-agent-statestore-resiliency": "azure-native:app:DaprComponentResiliencyPolicy",
      "dapr-agent-pubsub": "azure-native:app:DaprComponent",
      "dapr-agent-pubsub-resiliency": "azure-native:app:DaprComponentResiliencyPolicy",
    });
    assert.equal(recorded.named("dapr-agent-pubsub").provider, PROVIDER);
  });

  it("keep state in Cosmos DB, by identity", async () => {
    const { named } = await record(planner);
    assert.deepEqual(named("dapr-agent-statestore").inputs, {
      ...ENVIRONMENT,
      componentName: "agent-statestore",
      componentType: "state.azure.cosmosdb",
      version: "v1",
      initTimeout: "120s",
      metadata: [
        { name: "url", value: "https://state.documents.azure.com:443/" },
        { name: "database", value: "agentdb" },
        { name: "collection", value: "agents" },
        { name: "actorStateStore", value: "true" },
        { name: "azureClientId", value: "client" },
        { name: "azureAuthMethods", value: "managedidentity" },
      ],
      scopes: ["planner"],
      // The SDK's own default.
      ignoreErrors: false,
    });
  });

  it("talk over Service Bus, by identity, and make no topics there", async () => {
    const { named } = await record(planner);
    assert.deepEqual(named("dapr-agent-pubsub").inputs, {
      ...ENVIRONMENT,
      componentName: "agent-pubsub",
      componentType: "pubsub.azure.servicebus.topics",
      version: "v1",
      initTimeout: "120s",
      metadata: [
        { name: "namespaceName", value: "bus.servicebus.windows.net" },
        { name: "disableEntityManagement", value: "true" },
        { name: "maxConcurrentHandlers", value: "5" },
        { name: "maxActiveMessages", value: "5" },
        { name: "handlerTimeoutInSec", value: "30" },
        { name: "lockRenewalInSec", value: "20" },
        { name: "protectedTopics", value: "tasks,planner-dead-letter,results" },
        { name: "publishingScopes", value: "planner=tasks,planner-dead-letter" },
        { name: "subscriptionScopes", value: "planner=results" },
        { name: "azureClientId", value: "client" },
        { name: "azureAuthMethods", value: "managedidentity" },
      ],
      scopes: ["planner"],
      // The SDK's own default.
      ignoreErrors: false,
    });
  });

  it("carry no key, no connection string and no secret of any kind", async () => {
    const { ofType } = await record(planner, writer);
    for (const { inputs } of ofType("azure-native:app:DaprComponent")) {
      assert.deepEqual(
        Object.keys(metadataOf(inputs)).filter((name) => /key|connectionString|secret|password/i.test(name)),
        [],
      );
      assert.equal("secrets" in inputs, false);
      assert.equal("secretStoreComponent" in inputs, false);
    }
  });

  it("try again when the store or the bus does not answer, and give up for a while when it goes on", async () => {
    const { named } = await record(planner);
    for (const componentName of ["agent-statestore", "agent-pubsub"]) {
      const { inputs, dependencies } = named(`dapr-${componentName}-resiliency`);
      const { inboundPolicy: _, ...outbound } = inputs;
      assert.deepEqual(outbound, {
        ...ENVIRONMENT,
        componentName,
        name: "default",
        outboundPolicy: {
          timeoutPolicy: { responseTimeoutInSeconds: 10 },
          httpRetryPolicy: {
            maxRetries: 5,
            retryBackOff: { initialDelayInMilliseconds: 500, maxIntervalInMilliseconds: 10_000 },
          },
          circuitBreakerPolicy: { consecutiveErrors: 5, intervalInSeconds: 10, timeoutInSeconds: 30 },
        },
      });
      assert.deepEqual(dependencies, [named(`dapr-${componentName}`).urn]);
    }
  });

  it("offer a message again before they give it up, and ask nothing of what delivers none", async () => {
    const { named } = await record(planner);
    assert.deepEqual(named("dapr-agent-pubsub-resiliency").inputs.inboundPolicy, {
      httpRetryPolicy: {
        maxRetries: 10,
        retryBackOff: { initialDelayInMilliseconds: 1000, maxIntervalInMilliseconds: 30_000 },
      },
    });
    assert.equal("inboundPolicy" in named("dapr-agent-statestore-resiliency").inputs, false);
  });

  it("are loaded only by the agents that use them", async () => {
    const { named } = await record(planner, writer, auditor, loner);
    assert.deepEqual(named("dapr-agent-statestore").inputs.scopes, ["planner", "writer"]);
    assert.deepEqual(named("dapr-agent-pubsub").inputs.scopes, ["planner", "writer", "auditor"]);
  });

  it("let each agent use the topics that it names, and nobody any other", async () => {
    const { named } = await record(planner, writer, auditor, loner);
    const { protectedTopics, publishingScopes, subscriptionScopes } = metadataOf(named("dapr-agent-pubsub").inputs);
    assert.deepEqual(protectedTopics?.split(",").toSorted(), [
      "audit",
      "auditor-dead-letter",
      "planner-dead-letter",
      "results",
      "tasks",
      "writer-dead-letter",
    ]);
    assert.equal(
      publishingScopes,
      "planner=tasks,planner-dead-letter;writer=results,audit,writer-dead-letter;auditor=auditor-dead-letter",
    );
    assert.equal(subscriptionScopes, "planner=results;writer=tasks;auditor=audit");
  });

  it("let the longest turn and the busiest agent decide what they share", async () => {
    const { named } = await record(planner, writer);
    const { maxConcurrentHandlers, maxActiveMessages, handlerTimeoutInSec } = metadataOf(
      named("dapr-agent-pubsub").inputs,
    );
    assert.deepEqual(
      { maxConcurrentHandlers, maxActiveMessages, handlerTimeoutInSec },
      {
        maxConcurrentHandlers: "40",
        maxActiveMessages: "40",
        handlerTimeoutInSec: "240",
      },
    );
  });

  it("keep actors' state only where some agent has actors", async () => {
    const actors = async (...agents: Agent[]) =>
      metadataOf((await record(...agents)).named("dapr-agent-statestore").inputs).actorStateStore;
    assert.equal(await actors(writer), "false");
    assert.equal(await actors(writer, planner), "true");
  });

  it("are left out where nobody uses them", async () => {
    assert.deepEqual(childrenOf(await record(loner), "dapr"), {});
    assert.deepEqual(Object.keys(childrenOf(await record(auditor), "dapr")), [
      "dapr-agent-pubsub",
      "dapr-agent-pubsub-resiliency",
    ]);
    assert.deepEqual(Object.keys(childrenOf(await record(agentWith({ state: {} })), "dapr")), [
      "dapr-agent-statestore",
      "dapr-agent-statestore-resiliency",
    ]);
  });

  it("say what an agent must wait for: the components with their resiliency", async () => {
    const { outputs, ofType } = await record(planner);
    const made = [
      ...ofType("azure-native:app:DaprComponent"),
      ...ofType("azure-native:app:DaprComponentResiliencyPolicy"),
    ];
    assert.deepEqual((outputs.waitFor as string[]).toSorted(), made.map(({ urn }) => urn).toSorted());
    assert.deepEqual((await record(loner)).outputs.waitFor, []);
  });
});
