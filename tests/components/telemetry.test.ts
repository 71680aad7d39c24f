import assert from "node:assert/strict";
import { Telemetry } from "../../components/infra/azure/telemetry.ts";
import { artificialUuid } from "../../sandbox/simulate/simulation.ts";
import { childrenOf, GROUP_ID, IN_GROUP, PROVIDER, recordInAzure } from "../support/azure.ts";
import { opened } from "../support/program.ts";

const WORKSPACE = `${GROUP_ID}/providers/Microsoft.OperationalInsights/workspaces/logs`;
const INSIGHTS = `${GROUP_ID}/providers/Microsoft.Insights/components/traces`;

function record() {
  return recordInAzure(({ where, opts }) => {
    const args = { ...where, workspaceName: "logs", appInsightsName: "traces", retentionDays: 45, dailyGigabytes: 2.5 };
    const { workspaceId, appInsightsId, connectionString } = new Telemetry("telemetry", args, opts);
    return { workspaceId, appInsightsId, connectionString };
  });
}

describe("Telemetry", () => {
  it("keeps logs for a while and up to a daily amount, and takes no keys", async () => {
    const recorded = await record();
    assert.deepEqual(childrenOf(recorded, "telemetry"), {
      "telemetry-workspace": "azure-native:operationalinsights:Workspace",
      "telemetry-insights": "azure-native:applicationinsights:Component",
    });
    const { inputs, provider } = recorded.named("telemetry-workspace");
    assert.equal(provider, PROVIDER);
    assert.deepEqual(inputs, {
      ...IN_GROUP,
      workspaceName: "logs",
      sku: { name: "PerGB2018" },
      retentionInDays: 45,
      workspaceCapping: { dailyQuotaGb: 2.5 },
      features: { disableLocalAuth: true, enableLogAccessUsingOnlyResourcePermissions: true },
    });
  });

  it("keeps traces in the same workspace, and takes them by connection string, the only way Container Apps has", async () => {
    const { named } = await record();
    assert.deepEqual(named("telemetry-insights").inputs, {
      ...IN_GROUP,
      resourceName: "traces",
      kind: "web",
      applicationType: "web",
      ingestionMode: "LogAnalytics",
      workspaceResourceId: WORKSPACE,
      disableLocalAuth: false,
      // What follows is the SDK's own default.
      flowType: "Bluefield",
      publicNetworkAccessForIngestion: "Enabled",
      publicNetworkAccessForQuery: "Enabled",
      requestSource: "rest",
    });
  });

  it("treats the connection string as a secret, and the ids as none", async () => {
    const { outputs } = await record();
    assert.deepEqual(opened(outputs), {
      workspaceId: WORKSPACE,
      appInsightsId: INSIGHTS,
      connectionString: {
        secret: `InstrumentationKey=${artificialUuid(INSIGHTS)};IngestionEndpoint=https://eastus.in.applicationinsights.azure.com/`,
      },
    });
  });
});
