import assert from "node:assert/strict";
import { PostgresServer } from "../../components/infra/azure/postgresServer.ts";
import { childrenOf, diagnosticsOf, GROUP_ID, IN_GROUP, PROVIDER, recordInAzure } from "../support/azure.ts";
import { ADMINS, TENANT } from "../support/azureEnterprise.ts";
import { namesOf } from "../support/program.ts";

const SERVER = `${GROUP_ID}/providers/Microsoft.DBforPostgreSQL/flexibleServers/psql`;

function record({ zoneRedundant = true, elsewhere = true, protect = true } = {}) {
  return recordInAzure(({ where, opts }) => {
    const { serverId, host, database, ready } = new PostgresServer(
      "state",
      {
        ...where,
        serverName: "psql",
        tenantId: TENANT,
        subnetId: "database-subnet",
        zoneId: "database-zone",
        administrators: [
          { name: "people", type: "Group", objectId: ADMINS, principalName: "platform" },
          { name: "provisioner", type: "ServicePrincipal", objectId: "job", principalName: "state-roles" },
        ],
        machine: { name: "Standard_D2ds_v5", tier: "GeneralPurpose" },
        storageGigabytes: 128,
        zoneRedundant,
        backup: { days: 14, elsewhere },
        maintenance: { dayOfWeek: 0, startHour: 2 },
        workspaceId: "workspace",
        protect,
      },
      opts,
    );
    return { serverId, host, database, waitFor: ready.map((each) => each.urn) };
  });
}

describe("PostgresServer", () => {
  it("takes no password, is reached from its network alone, and has a standby in another zone", async () => {
    const recorded = await record();
    assert.deepEqual(childrenOf(recorded, "state"), {
      "state-server": "azure-native:dbforpostgresql:Server",
      "state-database": "azure-native:dbforpostgresql:Database",
      "state-require_secure_transport": "azure-native:dbforpostgresql:Configuration",
      "state-ssl_min_protocol_version": "azure-native:dbforpostgresql:Configuration",
      "state-people": "azure-native:dbforpostgresql:AdministratorsMicrosoftEntra",
      "state-provisioner": "azure-native:dbforpostgresql:AdministratorsMicrosoftEntra",
      "state-diagnostics": "azure-native:monitor:DiagnosticSetting",
    });
    const { inputs, provider, protect, ignoreChanges } = recorded.named("state-server");
    assert.equal(provider, PROVIDER);
    assert.equal(protect, true);
    assert.deepEqual(ignoreChanges, [
      "storage.storageSizeGB",
      "availabilityZone",
      "highAvailability.standbyAvailabilityZone",
    ]);
    assert.deepEqual(inputs, {
      ...IN_GROUP,
      serverName: "psql",
      version: "17",
      sku: { name: "Standard_D2ds_v5", tier: "GeneralPurpose" },
      storage: { storageSizeGB: 128, autoGrow: "Enabled" },
      authConfig: { activeDirectoryAuth: "Enabled", passwordAuth: "Disabled", tenantId: TENANT },
      network: { delegatedSubnetResourceId: "database-subnet", privateDnsZoneArmResourceId: "database-zone" },
      highAvailability: { mode: "ZoneRedundant", standbyAvailabilityZone: "" },
      backup: { backupRetentionDays: 14, geoRedundantBackup: "Enabled" },
      maintenanceWindow: { customWindow: "Enabled", dayOfWeek: 0, startHour: 2, startMinute: 0 },
      // The SDK's own default, as is that of the standby.
      availabilityZone: "",
    });
    assert.deepEqual(recorded.named("state-diagnostics").inputs, diagnosticsOf(SERVER));
  });

  it("has one machine, and backups that stay in the region, where that is asked for", async () => {
    const { named } = await record({ zoneRedundant: false, elsewhere: false, protect: false });
    const { inputs, protect } = named("state-server");
    assert.equal(protect, false);
    assert.deepEqual(inputs.highAvailability, { mode: "Disabled", standbyAvailabilityZone: "" });
    assert.deepEqual(inputs.backup, { backupRetentionDays: 14, geoRedundantBackup: "Disabled" });
  });

  it("holds everybody to TLS, and lets in administrators of Entra", async () => {
    const { named } = await record();
    const inServer = { resourceGroupName: "rg", serverName: "psql" };
    assert.deepEqual(named("state-require_secure_transport").inputs, {
      ...inServer,
      configurationName: "require_secure_transport",
      value: "ON",
      source: "user-override",
    });
    assert.equal(named("state-ssl_min_protocol_version").inputs.value, "TLSv1.2");
    assert.deepEqual(named("state-people").inputs, {
      ...inServer,
      objectId: ADMINS,
      principalName: "platform",
      principalType: "Group",
      tenantId: TENANT,
    });
    assert.equal(named("state-provisioner").inputs.principalType, "ServicePrincipal");
  });

  it("changes one thing of the server at a time, and is ready when the last is done", async () => {
    const { named, outputs } = await record();
    const chain = [
      "server",
      "database",
      "require_secure_transport",
      "ssl_min_protocol_version",
      "people",
      "provisioner",
    ];
    for (const [index, part] of chain.slice(1).entries()) {
      assert.ok(namesOf(named(`state-${part}`).dependencies).includes(`state-${chain[index]}`), part);
    }
    assert.deepEqual(outputs, {
      serverId: SERVER,
      host: "psql.postgres.database.azure.com",
      database: "agents",
      waitFor: [named("state-provisioner").urn],
    });
    assert.deepEqual(named("state-database").inputs, {
      resourceGroupName: "rg",
      serverName: "psql",
      databaseName: "agents",
      charset: "UTF8",
      collation: "en_US.utf8",
    });
  });
});
