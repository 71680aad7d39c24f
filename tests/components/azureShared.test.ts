import assert from "node:assert/strict";
import { ImageRegistry } from "../../components/infra/azure/imageRegistry.ts";
import { MessageBus } from "../../components/infra/azure/messageBus.ts";
import { SecretVault } from "../../components/infra/azure/secretVault.ts";
import { SUBSCRIPTION } from "../support/agents.ts";
import { GROUP_ID, recordInAzure } from "../support/azure.ts";

const NAMESPACE = `${GROUP_ID}/providers/Microsoft.ServiceBus/namespaces/bus`;

describe("what both Azure tiers use, as the enterprise tier uses it", () => {
  it("is a bus that gives out no role itself, is kept, and says where each topic and subscription is", async () => {
    const { ofType, named, outputs } = await recordInAzure(({ where, opts }) => {
      const { topicIds, subscriptionIds } = new MessageBus(
        "bus",
        {
          ...where,
          namespaceName: "bus",
          subscriptionId: SUBSCRIPTION,
          topics: [
            { name: "tasks", subscribers: ["writer"] },
            { name: "results", subscribers: [] },
          ],
          lockSeconds: 300,
          deliveries: 10,
          keepDays: 14,
          workspaceId: "workspace",
          protect: true,
        },
        opts,
      );
      return { topicIds, subscriptionIds };
    });
    assert.deepEqual(ofType("azure-native:authorization:RoleAssignment"), []);
    assert.equal(named("bus-namespace").protect, true);
    assert.equal(named("bus-tasks").protect, false);
    assert.deepEqual(outputs, {
      topicIds: { tasks: `${NAMESPACE}/topics/tasks`, results: `${NAMESPACE}/topics/results` },
      subscriptionIds: { tasks: { writer: `${NAMESPACE}/topics/tasks/subscriptions/writer` }, results: {} },
    });
  });

  it("is a vault that is closed to the internet, and kept", async () => {
    const { named, outputs } = await recordInAzure(({ where, opts }) => {
      const { vaultId, vaultUri } = new SecretVault(
        "secrets",
        {
          ...where,
          vaultName: "vault",
          subscriptionId: SUBSCRIPTION,
          tenantId: "tenant",
          names: [],
          values: {},
          readerPrincipalId: "reader",
          workspaceId: "workspace",
          reach: "private",
          protect: true,
        },
        opts,
      );
      return { vaultId, vaultUri };
    });
    const { inputs, protect } = named("secrets-vault");
    const { publicNetworkAccess, networkAcls } = inputs.properties as Record<string, unknown>;
    assert.equal(protect, true);
    assert.equal(publicNetworkAccess, "Disabled");
    assert.deepEqual(networkAcls, { bypass: "AzureServices", defaultAction: "Deny" });
    assert.deepEqual(outputs, {
      vaultId: `${GROUP_ID}/providers/Microsoft.KeyVault/vaults/vault`,
      vaultUri: "https://vault.vault.azure.net/",
    });
  });

  it("is a registry of the size that is asked for", async () => {
    const { named } = await recordInAzure(({ where, opts }) => {
      const names = { registryName: "images", subscriptionId: SUBSCRIPTION, pullPrincipalId: "kubelet" };
      void new ImageRegistry("images", { ...where, ...names, workspaceId: "workspace", sku: "Standard" }, opts);
    });
    assert.deepEqual(named("images-registry").inputs.sku, { name: "Standard" });
  });
});
