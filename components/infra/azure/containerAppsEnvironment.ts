import { ManagedEnvironment } from "@pulumi/azure-native/app/managedEnvironment.js";
import * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component.ts";
import { sendDiagnostics } from "./diagnostics.ts";
import type { Where } from "./place.ts";

export interface ContainerAppsEnvironmentArgs extends Where {
  environmentName: pulumi.Input<string>;
  workspaceId: pulumi.Input<string>;
  /** Connection string of Application Insights, where traces go. Secret. */
  tracesConnectionString: pulumi.Input<string>;
  /** Subnet to be in. Without one Azure keeps the environment in a network of its own. */
  subnetId?: pulumi.Input<string>;
  /** Spread replicas over availability zones. Needs a subnet; cannot be changed later. */
  zoneRedundant?: boolean;
}

/** The profile that scales to zero and costs nothing while no replica runs. */
export const CONSUMPTION = "Consumption";

/**
 * The Container Apps environment that agents run in. Traffic between them is encrypted with mutual TLS;
 * logs go to the workspace and traces to Application Insights, Dapr's own among them.
 */
export class ContainerAppsEnvironment extends Component<ContainerAppsEnvironmentArgs> {
  readonly environmentId: pulumi.Output<string>;
  readonly environmentName: pulumi.Output<string>;
  /** Version of Dapr that the service runs. It cannot be chosen. */
  readonly daprVersion: pulumi.Output<string>;
  /** Domain below which every app has its address. */
  readonly defaultDomain: pulumi.Output<string>;
  readonly staticIp: pulumi.Output<string>;
  /** Text of the `asuid` TXT record that proves a domain is yours. */
  readonly domainVerificationId: pulumi.Output<string>;

  constructor(name: string, args: ContainerAppsEnvironmentArgs, opts?: pulumi.ComponentResourceOptions) {
    const connectionString = pulumi.secret(args.tracesConnectionString);
    super("daca:azure:ContainerAppsEnvironment", name, { ...args, tracesConnectionString: connectionString }, opts);
    const child = { parent: this };
    const { resourceGroupName, location, tags } = args;

    const environment = new ManagedEnvironment(
      `${name}-environment`,
      {
        resourceGroupName,
        location,
        tags,
        environmentName: args.environmentName,
        workloadProfiles: [{ name: CONSUMPTION, workloadProfileType: "Consumption" }],
        // Logs travel by diagnostic setting, so no workspace key lies in the environment.
        appLogsConfiguration: { destination: "azure-monitor" },
        appInsightsConfiguration: { connectionString },
        openTelemetryConfiguration: { tracesConfiguration: { destinations: ["appInsights"], includeDapr: true } },
        peerAuthentication: { mtls: { enabled: true } },
        peerTrafficConfiguration: { encryption: { enabled: true } },
        publicNetworkAccess: "Enabled",
        zoneRedundant: args.zoneRedundant ?? false,
        ...(args.subnetId === undefined
          ? {}
          : { vnetConfiguration: { infrastructureSubnetId: args.subnetId, internal: false } }),
      },
      child,
    );
    sendDiagnostics(`${name}-diagnostics`, { resourceId: environment.id, workspaceId: args.workspaceId }, child);

    this.environmentId = environment.id;
    this.environmentName = environment.name;
    this.daprVersion = environment.daprConfiguration.apply((dapr) => dapr?.version ?? "unknown");
    this.defaultDomain = environment.defaultDomain;
    this.staticIp = environment.staticIp;
    this.domainVerificationId = environment.customDomainConfiguration.apply(
      (domain) => domain?.customDomainVerificationId ?? "unknown",
    );
    this.registerOutputs({ defaultDomain: this.defaultDomain, daprVersion: this.daprVersion });
  }
}
