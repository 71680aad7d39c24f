import { rule } from "../../../../policy/rules/azure/azure-diagnostics.ts";
import { azure, idOf, urnOf } from "../../../support/azureResource.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

const vault = azure("keyvault:Vault", { vaultName: "secrets" });
const bus = azure("servicebus:Namespace", { namespaceName: "bus" });

function environment(destination: string): Fixture {
  return azure("app:ManagedEnvironment", { environmentName: "cae", appLogsConfiguration: { destination } });
}

function setting(change: object = {}, more: Partial<Fixture> = {}): Fixture {
  const logs = [{ categoryGroup: "allLogs", enabled: true }];
  const resourceUri = idOf("Microsoft.KeyVault/vaults/secrets");
  return azure(
    "monitor:DiagnosticSetting",
    { resourceUri, logs, workspaceId: "w", ...change },
    { name: "to", ...more },
  );
}

const missing = ": got nothing, want a DiagnosticSetting that sends its logs somewhere";

describeRule(rule, {
  passes: {
    "a vault whose logs go to a workspace": { of: [vault, setting()] },
    "logs that go to a storage account": { of: [vault, setting({ workspaceId: undefined, storageAccountId: "s" })] },
    "an environment that sends its logs itself": { of: environment("log-analytics") },
    "a kind that need not": { of: vault, knobs: { types: ["azure-native:servicebus:Namespace"] } },
    "a category that was asked for": {
      of: [vault, setting({ logs: [{ category: "AuditEvent", enabled: true }] })],
      knobs: { categories: ["audit", "AuditEvent"] },
    },
  },
  fails: {
    "a vault without": { of: vault, finds: [missing] },
    "another service without": { of: bus, finds: [`${missing} (advice)`] },
    "an environment whose logs nobody takes": { of: environment("azure-monitor"), finds: [`${missing} (advice)`] },
    "a setting that keeps metrics only": { of: [vault, setting({ logs: [] })], finds: [`it ${missing}`] },
    "a setting that is off": {
      of: [vault, setting({ logs: [{ categoryGroup: "allLogs", enabled: false }] })],
      finds: [`it ${missing}`],
    },
    "a setting that leads nowhere": { of: [vault, setting({ workspaceId: undefined })], finds: [`it ${missing}`] },
    "a setting of another vault": {
      of: [vault, setting({ resourceUri: idOf("Microsoft.KeyVault/vaults/other-secrets") })],
      finds: [`it ${missing}`],
    },
    "a setting without the category that was asked for": {
      of: [vault, setting()],
      knobs: { categories: ["audit"] },
      finds: [`it ${missing}`],
    },
  },
  unknown: {
    "a setting whose resource is not known yet": { of: [setting(), vault], path: "resourceUri" },
    "logs of a setting that depends on its vault": {
      of: [setting({}, { options: { dependencies: [urnOf({ ...vault, name: "it-1" })] } }), vault],
      path: "logs",
    },
  },
  mutation: {
    kind: "azure-native:keyvault:Vault",
    change: ({ props }) => {
      props.vaultName = "another";
    },
  },
});
