import { DiagnosticSetting } from "@pulumi/azure-native/monitor/diagnosticSetting.js";
import type * as pulumi from "@pulumi/pulumi";

/** Sends all logs and metrics of a resource to the workspace. */
export function sendDiagnostics(
  name: string,
  { resourceId, workspaceId }: { resourceId: pulumi.Input<string>; workspaceId: pulumi.Input<string> },
  opts: pulumi.CustomResourceOptions,
) {
  return new DiagnosticSetting(
    name,
    {
      name: "to-workspace",
      resourceUri: resourceId,
      workspaceId,
      logs: [{ categoryGroup: "allLogs", enabled: true }],
      metrics: [{ category: "AllMetrics", enabled: true }],
    },
    opts,
  );
}
