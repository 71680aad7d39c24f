import assert from "node:assert/strict";
import {
  ContainerAppsEnvironment,
  type ContainerAppsEnvironmentArgs,
} from "../../components/infra/azure/containerAppsEnvironment.ts";
import { artificialUuid } from "../../sandbox/simulate/simulation.ts";
import { childrenOf, diagnosticsOf, GROUP_ID, IN_GROUP, PROVIDER, recordInAzure } from "../support/azure.ts";
import { opened } from "../support/program.ts";

const ENVIRONMENT = `${GROUP_ID}/providers/Microsoft.App/managedEnvironments/agents`;

/** Inputs of the environment without a subnet. */
const INPUTS = {
  ...IN_GROUP,
  environmentName: "agents",
  workloadProfiles: [{ name: "Consumption", workloadProfileType: "Consumption" }],
  appLogsConfiguration: { destination: "azure-monitor" },
  appInsightsConfiguration: { connectionString: { secret: "InstrumentationKey=k" } },
  openTelemetryConfiguration: { tracesConfiguration: { destinations: ["appInsights"], includeDapr: true } },
  peerAuthentication: { mtls: { enabled: true } },
  peerTrafficConfiguration: { encryption: { enabled: true } },
  publicNetworkAccess: "Enabled",
  zoneRedundant: false,
};

function record(network: Pick<ContainerAppsEnvironmentArgs, "subnetId" | "zoneRedundant"> = {}) {
  return recordInAzure(({ where, opts }) => {
    const names = { environmentName: "agents", workspaceId: "workspace" };
    const args = { ...where, ...names, tracesConnectionString: "InstrumentationKey=k", ...network };
    const { environmentId, environmentName, daprVersion, defaultDomain, staticIp, domainVerificationId } =
      new ContainerAppsEnvironment("apps", args, opts);
    return { environmentId, environmentName, daprVersion, defaultDomain, staticIp, domainVerificationId };
  });
}

describe("ContainerAppsEnvironment", () => {
  it("encrypts what agents say to each other, and sends logs and traces away without a key to the workspace", async () => {
    const recorded = await record();
    assert.deepEqual(childrenOf(recorded, "apps"), {
      "apps-environment": "azure-native:app:ManagedEnvironment",
      "apps-diagnostics": "azure-native:monitor:DiagnosticSetting",
    });
    const { inputs, provider } = recorded.named("apps-environment");
    assert.equal(provider, PROVIDER);
    assert.deepEqual(opened(inputs), INPUTS);
    assert.deepEqual(recorded.named("apps-diagnostics").inputs, diagnosticsOf(ENVIRONMENT));
    assert.doesNotMatch(JSON.stringify(recorded.resources), /sharedKey|logAnalyticsConfiguration/);
  });

  it("is in a subnet where it is given one, reachable from outside", async () => {
    const { named } = await record({ subnetId: "subnet", zoneRedundant: false });
    assert.deepEqual(opened(named("apps-environment").inputs), {
      ...INPUTS,
      vnetConfiguration: { infrastructureSubnetId: "subnet", internal: false },
    });
  });

  it("spreads replicas over availability zones where it is asked to", async () => {
    const { named } = await record({ subnetId: "subnet", zoneRedundant: true });
    assert.equal(named("apps-environment").inputs.zoneRedundant, true);
  });

  it("keeps the connection string secret among its own arguments too", async () => {
    const { named } = await record();
    assert.deepEqual(opened(named("apps").inputs.tracesConnectionString), { secret: "InstrumentationKey=k" });
  });

  it("says where it is and what it runs, none of it secret", async () => {
    const { outputs } = await record();
    assert.deepEqual(outputs, {
      environmentId: ENVIRONMENT,
      environmentName: "agents",
      daprVersion: "1.16.4",
      defaultDomain: "agents-simulated.eastus.azurecontainerapps.io",
      staticIp: "192.0.2.10",
      domainVerificationId: artificialUuid(ENVIRONMENT).replaceAll("-", "").toUpperCase(),
    });
  });
});
