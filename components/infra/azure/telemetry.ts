import { Component as AppInsights } from "@pulumi/azure-native/applicationinsights/component.js";
import { Workspace } from "@pulumi/azure-native/operationalinsights/workspace.js";
import * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component.ts";
import type { Where } from "./place.ts";

export interface TelemetryArgs extends Where {
  workspaceName: pulumi.Input<string>;
  appInsightsName: pulumi.Input<string>;
  /** Days that logs and traces are kept, 30 to 730. */
  retentionDays: number;
  /** Gigabytes taken in per day, after which the day's rest is dropped. */
  dailyGigabytes: number;
}

/** Where logs, metrics and traces of a stack go, and can be searched together. */
export class Telemetry extends Component<TelemetryArgs> {
  readonly workspaceId: pulumi.Output<string>;
  readonly appInsightsId: pulumi.Output<string>;
  /** Secret: whoever has it can write traces. */
  readonly connectionString: pulumi.Output<string>;

  constructor(name: string, args: TelemetryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("daca:azure:Telemetry", name, args, opts);
    const child = { parent: this };
    const { resourceGroupName, location, tags } = args;

    const workspace = new Workspace(
      `${name}-workspace`,
      {
        resourceGroupName,
        location,
        tags,
        workspaceName: args.workspaceName,
        sku: { name: "PerGB2018" },
        retentionInDays: args.retentionDays,
        workspaceCapping: { dailyQuotaGb: args.dailyGigabytes },
        features: { disableLocalAuth: true, enableLogAccessUsingOnlyResourcePermissions: true },
      },
      child,
    );
    const insights = new AppInsights(
      `${name}-insights`,
      {
        resourceGroupName,
        location,
        tags,
        resourceName: args.appInsightsName,
        kind: "web",
        applicationType: "web",
        ingestionMode: "LogAnalytics",
        workspaceResourceId: workspace.id,
        // The OpenTelemetry agent of Container Apps signs in with the connection string alone.
        disableLocalAuth: false,
      },
      child,
    );

    this.workspaceId = workspace.id;
    this.appInsightsId = insights.id;
    this.connectionString = pulumi.secret(insights.connectionString);
    this.registerOutputs({ workspaceId: workspace.id });
  }
}
