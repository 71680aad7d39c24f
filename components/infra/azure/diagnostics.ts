import { DiagnosticSetting } from "@pulumi/azure-native/monitor/diagnosticSetting.js";
import type * as pulumi from "@pulumi/pulumi";

/** What is sent where. */
export interface Diagnostics {
  resourceId: pulumi.Input<string>;
  workspaceId: pulumi.Input<string>;
  /** The logs to send, each into a table of its own. All of them where it is left out. */
  categories?: string[];
}

/** Sends a resource's logs, and all of its metrics, to the workspace. */
export function sendDiagnostics(
  name: string,
  { resourceId, workspaceId, categories }: Diagnostics,
  opts: pulumi.CustomResourceOptions,
) {
  return new DiagnosticSetting(
    name,
    {
      name: "to-workspace",
      resourceUri: resourceId,
      workspaceId,
      ...(categories
        ? {
            logs: categories.map((category) => ({ category, enabled: true })),
            logAnalyticsDestinationType: "Dedicated",
          }
        : { logs: [{ categoryGroup: "allLogs", enabled: true }] }),
      metrics: [{ category: "AllMetrics", enabled: true }],
    },
    opts,
  );
}
