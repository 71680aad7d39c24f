import { AdministratorsMicrosoftEntra } from "@pulumi/azure-native/dbforpostgresql/administratorsMicrosoftEntra.js";
import { Configuration } from "@pulumi/azure-native/dbforpostgresql/configuration.js";
import { Database } from "@pulumi/azure-native/dbforpostgresql/database.js";
import { Server } from "@pulumi/azure-native/dbforpostgresql/server.js";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component.ts";
import { sendDiagnostics } from "./diagnostics.ts";
import type { Where } from "./place.ts";

/** Somebody who may do everything in the server's databases. */
export interface PostgresAdministrator {
  /** Part of the Pulumi name. */
  name: string;
  type: "User" | "Group" | "ServicePrincipal";
  objectId: pulumi.Input<string>;
  /** Name in Entra, which is the name to sign in with. */
  principalName: pulumi.Input<string>;
}

export interface PostgresServerArgs extends Where {
  serverName: pulumi.Input<string>;
  tenantId: pulumi.Input<string>;
  /** Subnet that belongs to PostgreSQL. */
  subnetId: pulumi.Input<string>;
  /** Private DNS zone that the network looks into. */
  zoneId: pulumi.Input<string>;
  administrators: PostgresAdministrator[];
  /** Azure's name of the machine, such as Standard_D2ds_v5, and its tier. Burstable has no standby. */
  machine: { name: string; tier: "Burstable" | "GeneralPurpose" | "MemoryOptimized" };
  /** Grows by itself. */
  storageGigabytes: number;
  /** A standby in another zone, which takes over within two minutes and doubles the price. */
  zoneRedundant: boolean;
  backup: {
    /** 7 to 35. */
    days: number;
    /** A copy in the paired region. Only at creation; the pair may be in another country. */
    elsewhere: boolean;
  };
  /** Day and hour (UTC) at which Azure may patch the server. Sunday is 0. */
  maintenance: { dayOfWeek: number; startHour: number };
  workspaceId: pulumi.Input<string>;
  /** Whether the server, and all state in it, is kept from `pulumi destroy`. */
  protect: boolean;
}

/** Major version of PostgreSQL. Raising it is an upgrade in place that stops the server for minutes. */
const VERSION = "17";

/** Settings that hold whoever connects to TLS, said aloud although they are Azure's own. */
const PARAMETERS = { require_secure_transport: "ON", ssl_min_protocol_version: "TLSv1.2" };

/** What Azure changes by itself: storage grows, and the zones change places when the standby takes over. */
const AZURES_OWN = ["storage.storageSizeGB", "availabilityZone", "highAvailability.standbyAvailabilityZone"];

/**
 * The PostgreSQL server that holds the agents' state. It has no password at all: people, agents and jobs sign in with a
 * token of Entra. It is reached from its own network alone.
 */
export class PostgresServer extends Component<PostgresServerArgs> {
  readonly serverId: pulumi.Output<string>;
  /** Host name, such as `name.postgres.database.azure.com`. */
  readonly host: pulumi.Output<string>;
  readonly database = "agents";
  /** What must exist before anybody signs in. */
  readonly ready: pulumi.Resource[];

  constructor(name: string, args: PostgresServerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("daca:azure:PostgresServer", name, args, opts);
    const child = { parent: this };
    const { resourceGroupName, location, tags } = args;

    const server = new Server(
      `${name}-server`,
      {
        resourceGroupName,
        location,
        tags,
        serverName: args.serverName,
        version: VERSION,
        sku: args.machine,
        storage: { storageSizeGB: args.storageGigabytes, autoGrow: "Enabled" },
        authConfig: { activeDirectoryAuth: "Enabled", passwordAuth: "Disabled", tenantId: args.tenantId },
        network: { delegatedSubnetResourceId: args.subnetId, privateDnsZoneArmResourceId: args.zoneId },
        highAvailability: { mode: args.zoneRedundant ? "ZoneRedundant" : "Disabled" },
        backup: {
          backupRetentionDays: args.backup.days,
          geoRedundantBackup: args.backup.elsewhere ? "Enabled" : "Disabled",
        },
        maintenanceWindow: { customWindow: "Enabled", startMinute: 0, ...args.maintenance },
      },
      { ...child, protect: args.protect, ignoreChanges: AZURES_OWN },
    );
    const inServer = { resourceGroupName, serverName: server.name };

    // One after the other: the server refuses a change while another one is under way.
    let last: pulumi.Resource = server;
    const after = () => ({ ...child, dependsOn: last });
    last = new Database(
      `${name}-database`,
      { ...inServer, databaseName: this.database, charset: "UTF8", collation: "en_US.utf8" },
      { ...after(), protect: args.protect },
    );
    for (const [configurationName, value] of Object.entries(PARAMETERS)) {
      last = new Configuration(
        `${name}-${configurationName}`,
        { ...inServer, configurationName, value, source: "user-override" },
        after(),
      );
    }
    for (const { name: who, type, objectId, principalName } of args.administrators) {
      last = new AdministratorsMicrosoftEntra(
        `${name}-${who}`,
        { ...inServer, objectId, principalName, principalType: type, tenantId: args.tenantId },
        after(),
      );
    }
    sendDiagnostics(`${name}-diagnostics`, { resourceId: server.id, workspaceId: args.workspaceId }, child);

    this.serverId = server.id;
    this.host = server.fullyQualifiedDomainName;
    this.ready = [last];
    this.registerOutputs({ host: this.host });
  }
}
