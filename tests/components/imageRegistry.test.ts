import assert from "node:assert/strict";
import { ImageRegistry } from "../../components/infra/azure/imageRegistry.ts";
import { SUBSCRIPTION } from "../support/agents.ts";
import { childrenOf, diagnosticsOf, GROUP_ID, IN_GROUP, PROVIDER, recordInAzure, roleOf } from "../support/azure.ts";

const REGISTRY = `${GROUP_ID}/providers/Microsoft.ContainerRegistry/registries/images`;
const ACR_PULL = "7f951dda-4ed3-4680-a7ca-43fe172d538d";

function record() {
  return recordInAzure(({ where, opts }) => {
    const names = { registryName: "images", subscriptionId: SUBSCRIPTION };
    const args = { ...where, ...names, pullPrincipalId: "puller", workspaceId: "workspace" };
    const { server, grants } = new ImageRegistry("registry", args, opts);
    return { server, waitFor: grants.map((grant) => grant.urn) };
  });
}

describe("ImageRegistry", () => {
  it("is a cheap registry that knows neither an admin nor strangers", async () => {
    const recorded = await record();
    assert.deepEqual(childrenOf(recorded, "registry"), {
      "registry-registry": "azure-native:containerregistry:Registry",
      "registry-pull": "azure-native:authorization:RoleAssignment",
      "registry-diagnostics": "azure-native:monitor:DiagnosticSetting",
    });
    const { inputs, provider } = recorded.named("registry-registry");
    assert.equal(provider, PROVIDER);
    assert.deepEqual(inputs, {
      ...IN_GROUP,
      registryName: "images",
      sku: { name: "Basic" },
      adminUserEnabled: false,
      anonymousPullEnabled: false,
      // What follows is the SDK's own default.
      networkRuleBypassOptions: "AzureServices",
      publicNetworkAccess: "Enabled",
      zoneRedundancy: "Disabled",
    });
    assert.deepEqual(recorded.named("registry-diagnostics").inputs, diagnosticsOf(REGISTRY));
  });

  it("lets one identity pull, and says that an agent must wait for that", async () => {
    const { named, outputs } = await record();
    assert.deepEqual(named("registry-pull").inputs, roleOf(ACR_PULL, "puller", REGISTRY));
    assert.deepEqual(outputs, { server: "images.azurecr.io", waitFor: [named("registry-pull").urn] });
  });
});
