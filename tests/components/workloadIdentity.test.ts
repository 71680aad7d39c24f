import assert from "node:assert/strict";
import { topicRoles } from "../../components/infra/azure/topicRoles.ts";
import { WorkloadIdentity } from "../../components/infra/azure/workloadIdentity.ts";
import { artificialUuid } from "../../sandbox/simulate/simulation.ts";
import { agentWith, SUBSCRIPTION } from "../support/agents.ts";
import { childrenOf, GROUP_ID, IN_GROUP, PROVIDER, recordInAzure, roleOf } from "../support/azure.ts";

const IDENTITY = `${GROUP_ID}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-writer`;
const SENDER = "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39";

function record() {
  return recordInAzure(({ where, opts }) => {
    const identity = new WorkloadIdentity(
      "writer",
      {
        ...where,
        identityName: "id-writer",
        subscriptionId: SUBSCRIPTION,
        issuerUrl: "https://eastus.oic.prod-aks.azure.com/tenant/cluster/",
        serviceAccount: { namespace: "agents", name: "writer" },
        roles: { "send-results": { role: "ServiceBusDataSender", scope: "the-topic" } },
      },
      opts,
    );
    const { name, clientId, principalId, serviceAccountAnnotations, podLabels, grants } = identity;
    const waitFor = grants.map((each) => each.urn);
    return { name, clientId, principalId, serviceAccountAnnotations, podLabels, waitFor };
  });
}

describe("WorkloadIdentity", () => {
  it("is an identity that one service account of one cluster acts as, with the roles it is given", async () => {
    const recorded = await record();
    const { named } = recorded;
    assert.deepEqual(childrenOf(recorded, "writer"), {
      "writer-identity": "azure-native:managedidentity:UserAssignedIdentity",
      "writer-trust": "azure-native:managedidentity:FederatedIdentityCredential",
      "writer-send-results": "azure-native:authorization:RoleAssignment",
    });
    assert.equal(named("writer-identity").provider, PROVIDER);
    assert.deepEqual(named("writer-identity").inputs, { ...IN_GROUP, resourceName: "id-writer" });
    assert.deepEqual(named("writer-trust").inputs, {
      resourceGroupName: "rg",
      resourceName: "id-writer",
      federatedIdentityCredentialResourceName: "service-account",
      issuer: "https://eastus.oic.prod-aks.azure.com/tenant/cluster/",
      subject: "system:serviceaccount:agents:writer",
      audiences: ["api://AzureADTokenExchange"],
    });
    assert.deepEqual(
      named("writer-send-results").inputs,
      roleOf(SENDER, artificialUuid(`${IDENTITY}/principal`), "the-topic"),
    );
  });

  it("says what ties a pod to it, and what must be there before a pod uses it", async () => {
    const { named, outputs } = await record();
    const clientId = artificialUuid(`${IDENTITY}/client`);
    assert.deepEqual(outputs, {
      name: "id-writer",
      clientId,
      principalId: artificialUuid(`${IDENTITY}/principal`),
      serviceAccountAnnotations: { "azure.workload.identity/client-id": clientId },
      podLabels: { "azure.workload.identity/use": "true" },
      waitFor: [named("writer-trust").urn, named("writer-send-results").urn],
    });
  });
});

describe("topicRoles", () => {
  const bus = (topics: Record<string, string>, subscriptions: Record<string, Record<string, string>>) =>
    ({ topicIds: topics, subscriptionIds: subscriptions }) as unknown as Parameters<typeof topicRoles>[1];

  it("lets an agent send to what it writes, its dead letters too, and receive what it listens to", () => {
    const agent = agentWith({ name: "writer", topics: { subscribe: ["tasks"], publish: ["results"] } });
    const topics = { results: "results-id", tasks: "tasks-id", "writer-dead-letter": "dead-id" };
    assert.deepEqual(topicRoles(agent, bus(topics, { tasks: { writer: "tasks-writer-id" } })), {
      "send-results": { role: "ServiceBusDataSender", scope: "results-id" },
      "send-writer-dead-letter": { role: "ServiceBusDataSender", scope: "dead-id" },
      "receive-tasks": { role: "ServiceBusDataReceiver", scope: "tasks-writer-id" },
    });
  });

  it("gives an agent without topics none", () => {
    assert.deepEqual(topicRoles(agentWith({ name: "writer" }), bus({}, {})), {});
  });

  it("names the subscription that the bus was not made with", () => {
    const agent = agentWith({ name: "writer", topics: { subscribe: ["tasks"] } });
    assert.throws(() => topicRoles(agent, bus({ "writer-dead-letter": "dead-id", tasks: "tasks-id" }, {})), {
      message: "the bus has no topic or subscription tasks for writer: make it from the routes of the same agents",
    });
  });
});
