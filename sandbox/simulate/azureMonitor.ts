import { type AzureSimulation, GROUP } from "./azureSimulation.ts";
import { artificialUuid } from "./simulation.ts";

/** Logs, traces, alerts and budgets. */
export const monitor: Record<string, AzureSimulation> = {
  "operationalinsights:Workspace": {
    id: `${GROUP}/providers/Microsoft.OperationalInsights/workspaces/{workspaceName}`,
    adds: (_, id) => ({ customerId: artificialUuid(id) }),
    replaces: ["location"],
  },
  "applicationinsights:Component": {
    id: `${GROUP}/providers/Microsoft.Insights/components/{resourceName}`,
    adds: ({ location }, id) => ({
      connectionString: `InstrumentationKey=${artificialUuid(id)};IngestionEndpoint=https://${location}.in.applicationinsights.azure.com/`,
    }),
    replaces: ["location"],
  },
  "monitor:ActionGroup": {
    id: `${GROUP}/providers/Microsoft.Insights/actionGroups/{actionGroupName}`,
    replaces: ["location"],
  },
  "monitor:MetricAlert": {
    id: `${GROUP}/providers/Microsoft.Insights/metricAlerts/{ruleName}`,
    replaces: ["location"],
  },
  "monitor:ScheduledQueryRule": {
    id: `${GROUP}/providers/Microsoft.Insights/scheduledQueryRules/{ruleName}`,
    replaces: ["location"],
  },
  "monitor:DiagnosticSetting": {
    id: "{resourceUri}/providers/Microsoft.Insights/diagnosticSettings/{name}",
    replaces: ["resourceUri"],
  },
  "consumption:Budget": { id: "{scope}/providers/Microsoft.Consumption/budgets/{budgetName}", replaces: ["scope"] },
};
