import assert from "node:assert/strict";
import type { Agent } from "../../components/agent.ts";
import { PrototypeTier } from "../../components/tiers/prototype.ts";
import { agentWith, SUBSCRIPTION, settingsWith } from "../support/agents.ts";
import { recordProgram } from "../support/program.ts";

const listener = agentWith({ topics: { subscribe: ["tasks"] } });

const tier = (agents: Agent[], block = {}, secrets = {}) =>
  recordProgram(() => new PrototypeTier("prototype", settingsWith(agents, block, secrets)).outputs);

/** Threshold of a metric alert. */
function thresholdOf(inputs: Record<string, unknown>): unknown {
  return (inputs.criteria as { allOf: { threshold: number }[] }).allOf[0]?.threshold;
}

describe("the settings of a prototype", () => {
  it("tag every resource that can be tagged with who it belongs to", async () => {
    const { resources } = await tier([listener]);
    const tagged = resources.filter(({ custom, inputs }) => custom && "tags" in inputs);
    assert.ok(tagged.length > 15);
    for (const { name, inputs } of tagged) {
      const tags = { owner: "agents", environment: "dev", tier: "prototype", stack: "dev", "managed-by": "pulumi" };
      assert.deepEqual(inputs.tags, tags, name);
    }
  });

  it("say where, how long logs are kept, and how much of them", async () => {
    const { named } = await tier([listener], {
      location: "westeurope",
      logs: { retentionDays: 90, dailyGigabytes: 5 },
    });
    const { location, retentionInDays, workspaceCapping } = named("prototype-telemetry-workspace").inputs;
    assert.deepEqual(
      { location, retentionInDays, workspaceCapping },
      { location: "westeurope", retentionInDays: 90, workspaceCapping: { dailyQuotaGb: 5 } },
    );
    assert.equal(named("prototype-agent-research-agent-app").inputs.location, "westeurope");
  });

  it("say how messages are held, retried and kept", async () => {
    const { ofType } = await tier([listener], { messages: { lockSeconds: 45, deliveries: 3, keepDays: 2 } });
    const [subscription] = ofType("azure-native:servicebus:Subscription");
    const { lockDuration, maxDeliveryCount, defaultMessageTimeToLive } = subscription?.inputs ?? {};
    assert.deepEqual([lockDuration, maxDeliveryCount, defaultMessageTimeToLive], ["PT45S", 3, "P2D"]);
  });

  it("let Dapr renew a message's lock before it runs out, however short it is", async () => {
    for (const lockSeconds of [5, 15, 20, 300]) {
      const { named } = await tier([listener], { messages: { lockSeconds } });
      const metadata = named("prototype-dapr-agent-pubsub").inputs.metadata as { name: string; value: string }[];
      const renewal = Number(metadata.find(({ name }) => name === "lockRenewalInSec")?.value);
      assert.ok(renewal < lockSeconds, `a lock of ${lockSeconds} s is renewed every ${renewal} s`);
    }
  });

  it("say when people are told, who they are, and of how much money", async () => {
    const { named } = await tier([listener], {
      alerts: { responseSeconds: 8, backlog: 20, errorPercent: 3, emails: ["on-call@example.com"] },
      budget: { amount: 40, startDate: "2026-06-01", emails: ["money@example.com"] },
    });
    assert.equal(thresholdOf(named("prototype-watch-research-agent-slow").inputs), 8000);
    assert.equal(thresholdOf(named("prototype-watch-backlog").inputs), 20);
    assert.equal(thresholdOf(named("prototype-watch-error-rate").inputs), 3);
    assert.deepEqual(named("prototype-watch-people").inputs.emailReceivers, [
      { name: "email-1", emailAddress: "on-call@example.com", useCommonAlertSchema: true },
    ]);
    const { amount, timePeriod } = named("prototype-watch-budget").inputs;
    assert.deepEqual(named("prototype-watch-state-throttled").inputs.scopes, [
      `/subscriptions/${SUBSCRIPTION}/resourceGroups/daca-dev-rg/providers/Microsoft.DocumentDB/databaseAccounts/daca-dev-cosmos-simula`,
    ]);
    assert.deepEqual({ amount, timePeriod }, { amount: 40, timePeriod: { startDate: "2026-06-01T00:00:00Z" } });
  });

  it("start the budget with the present month where they name none", async () => {
    const month = () => `${new Date().toISOString().slice(0, 7)}-01T00:00:00Z`;
    const before = month();
    const { named } = await tier([listener], { budget: {} });
    const { startDate } = named("prototype-watch-budget").inputs.timePeriod as { startDate: string };
    assert.ok([before, month()].includes(startDate), startDate);
  });

  it("sound alarms of slowness only for agents that can be called", async () => {
    const silent = agentWith({ name: "silent", ingress: { exposure: "none" } });
    const { ofType } = await tier([listener, silent]);
    const alerts = ofType("azure-native:monitor:MetricAlert").map(({ name }) => name);
    assert.deepEqual(
      alerts.filter((name) => name.endsWith("-slow")),
      ["prototype-watch-research-agent-slow"],
    );
  });

  it("sound no alarm of the replica limit for an agent of fixed size, which is always at it", async () => {
    const fixed = agentWith({ name: "fixed", replicas: { min: 3, max: 3 } });
    const single = agentWith({ name: "single", replicas: { min: 1, max: 1 } });
    const { ofType } = await tier([listener, fixed, single]);
    const alerts = ofType("azure-native:monitor:MetricAlert").map(({ name }) => name);
    assert.deepEqual(
      alerts.filter((name) => name.endsWith("-capped")),
      ["prototype-watch-research-agent-capped"],
    );
  });

  it("put the environment into a network only when asked to", async () => {
    const without = await tier([listener]);
    assert.equal(without.ofType("azure-native:network:VirtualNetwork").length, 0);
    const { named, ofType } = await tier([listener], { network: { zoneRedundant: true } });
    assert.equal(ofType("azure-native:network:VirtualNetwork").length, 1);
    assert.equal(ofType("azure-native:network:Subnet").length, 1);
    const environment = named("prototype-apps-environment").inputs;
    assert.equal(environment.zoneRedundant, true);
    assert.deepEqual(environment.vnetConfiguration, {
      infrastructureSubnetId: `/subscriptions/${SUBSCRIPTION}/resourceGroups/daca-dev-rg/providers/Microsoft.Network/virtualNetworks/daca-dev-vnet/subnets/container-apps`,
      internal: false,
    });
    assert.deepEqual(named("prototype-state-account").inputs.locations, [
      { locationName: "eastus", failoverPriority: 0, isZoneRedundant: true },
    ]);
  });

  it("give the tier no secret in clear, neither its value nor among its own arguments", async () => {
    const { named } = await tier([listener], {}, { "openai-api-key": "sk-not-real" });
    assert.deepEqual(Object.keys(named("prototype").inputs).toSorted(), [
      "agents",
      "environment",
      "owner",
      "prototype",
      "tier",
    ]);
  });
});
