import assert from "node:assert/strict";
import { MessageBus, type TopicRoute } from "../../components/infra/azure/messageBus.ts";
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

const NAMESPACE = `${GROUP_ID}/providers/Microsoft.ServiceBus/namespaces/bus`;
const SENDER = "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39";
const RECEIVER = "4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0";
const OWNER = "090c5cfd-751d-490a-894a-3ce6f1109419";

const ROUTES: TopicRoute[] = [
  { name: "results", subscribers: [] },
  { name: "tasks", subscribers: ["planner", "writer"] },
];

function busIn({ where, opts }: InAzure, topics = ROUTES, lockSeconds = 300) {
  const args = {
    ...where,
    namespaceName: "bus",
    subscriptionId: SUBSCRIPTION,
    topics,
    runPrincipalId: "runner",
    scalePrincipalId: "scaler",
    lockSeconds,
    deliveries: 7,
    keepDays: 3,
    workspaceId: "workspace",
  };
  return new MessageBus("bus", args, opts);
}

describe("MessageBus", () => {
  it("is a namespace that has topics and takes no keys", async () => {
    const recorded = await recordInAzure((azure) => void busIn(azure));
    assert.deepEqual(childrenOf(recorded, "bus"), {
      "bus-namespace": "azure-native:servicebus:Namespace",
      "bus-results": "azure-native:servicebus:Topic",
      "bus-tasks": "azure-native:servicebus:Topic",
      "bus-tasks.planner": "azure-native:servicebus:Subscription",
      "bus-tasks.writer": "azure-native:servicebus:Subscription",
      "bus-send": "azure-native:authorization:RoleAssignment",
      "bus-receive": "azure-native:authorization:RoleAssignment",
      "bus-measure": "azure-native:authorization:RoleAssignment",
      "bus-diagnostics": "azure-native:monitor:DiagnosticSetting",
    });
    const { inputs, provider } = recorded.named("bus-namespace");
    assert.equal(provider, PROVIDER);
    assert.deepEqual(inputs, {
      ...IN_GROUP,
      namespaceName: "bus",
      sku: { name: "Standard", tier: "Standard" },
      disableLocalAuth: true,
      minimumTlsVersion: "1.2",
      publicNetworkAccess: "Enabled",
    });
    assert.deepEqual(recorded.named("bus-diagnostics").inputs, diagnosticsOf(NAMESPACE));
  });

  it("makes each topic, and a subscription named after each agent that listens to it", async () => {
    const { named } = await recordInAzure((azure) => void busIn(azure));
    const common = { resourceGroupName: "rg", namespaceName: "bus", topicName: "tasks" };
    assert.deepEqual(named("bus-tasks").inputs, {
      ...common,
      defaultMessageTimeToLive: "P3D",
      maxSizeInMegabytes: 1024,
      enableBatchedOperations: true,
    });
    for (const agent of ["planner", "writer"]) {
      assert.deepEqual(named(`bus-tasks.${agent}`).inputs, {
        ...common,
        subscriptionName: agent,
        lockDuration: "PT5M",
        maxDeliveryCount: 7,
        defaultMessageTimeToLive: "P3D",
        deadLetteringOnMessageExpiration: true,
        deadLetteringOnFilterEvaluationExceptions: true,
        enableBatchedOperations: true,
      });
      assert.deepEqual(named(`bus-tasks.${agent}`).dependencies, [named("bus-namespace").urn, named("bus-tasks").urn]);
    }
  });

  for (const [seconds, duration] of [
    [300, "PT5M"],
    [90, "PT1M30S"],
    [60, "PT1M"],
    [30, "PT30S"],
  ] as const) {
    it(`writes a lock of ${seconds} s as ${duration}, as Azure itself does`, async () => {
      const { named } = await recordInAzure((azure) => void busIn(azure, ROUTES, seconds));
      assert.equal(named("bus-tasks.planner").inputs.lockDuration, duration);
    });
  }

  it("lets agents send and receive and no more, and the autoscaler measure", async () => {
    const { named, ofType } = await recordInAzure((azure) => void busIn(azure));
    assert.deepEqual(named("bus-send").inputs, roleOf(SENDER, "runner", NAMESPACE));
    assert.deepEqual(named("bus-receive").inputs, roleOf(RECEIVER, "runner", NAMESPACE));
    assert.deepEqual(named("bus-measure").inputs, roleOf(OWNER, "scaler", NAMESPACE));
    assert.equal(ofType("azure-native:authorization:RoleAssignment").length, 3);
  });

  it("tells apart topics and agents whose names run together to the same text", async () => {
    const routes = [
      { name: "tasks", subscribers: ["urgent-writer"] },
      { name: "tasks-urgent", subscribers: ["writer"] },
    ];
    const { ofType } = await recordInAzure((azure) => void busIn(azure, routes));
    const made = ofType("azure-native:servicebus:Subscription").map(({ inputs }) => [
      inputs.topicName,
      inputs.subscriptionName,
    ]);
    assert.deepEqual(made.toSorted(), [
      ["tasks", "urgent-writer"],
      ["tasks-urgent", "writer"],
    ]);
  });

  it("says where it is, and what an agent must wait for", async () => {
    const { outputs, named } = await recordInAzure((azure) => {
      const { namespaceId, namespaceName, hostname, grants } = busIn(azure);
      return { namespaceId, namespaceName, hostname, waitFor: grants.map((grant) => grant.urn) };
    });
    const waitFor = ["bus-tasks.planner", "bus-tasks.writer", "bus-send", "bus-receive", "bus-measure"];
    assert.deepEqual(outputs, {
      namespaceId: NAMESPACE,
      namespaceName: "bus",
      hostname: "bus.servicebus.windows.net",
      waitFor: waitFor.map((name) => named(name).urn),
    });
  });
});
