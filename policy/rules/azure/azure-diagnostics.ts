import { z } from "zod";
import { type ReferredKind, referredBy } from "../../lib/azure/azureId.ts";
import type { Resource } from "../../lib/resource.ts";
import { stackRule } from "../../lib/rule.ts";

const VAULT = "azure-native:keyvault:Vault";
const ENVIRONMENT = "azure-native:app:ManagedEnvironment";
const KINDS = [
  VAULT,
  "azure-native:servicebus:Namespace",
  "azure-native:cosmosdb:DatabaseAccount",
  "azure-native:containerregistry:Registry",
  "azure-native:containerservice:ManagedCluster",
  ENVIRONMENT,
] as const satisfies readonly ReferredKind[];

type Setting = Resource<"azure-native:monitor:DiagnosticSetting">;

/** What agents rely on must keep its logs; of the vault, which hands out their secrets, that is more than advice. */
export const rule = stackRule({
  name: "azure-diagnostics",
  pack: "security",
  enforcement: "production",
  severity: "medium",
  description: "Every service that agents rely on must send its logs somewhere.",
  why: "nobody can tell afterwards who read which secret, and what an agent did",
  fix: 'add a DiagnosticSetting with the category group "allLogs" and a workspaceId',
  references: ["AZP cf820ca0", "AZP f8d36e2f"],
  knobs: {
    types: z
      .array(z.enum(KINDS))
      .default([...KINDS])
      .describe("Kinds that must have a DiagnosticSetting."),
    categories: z
      .array(z.string())
      .default([])
      .describe("Categories and category groups of which one must be on; any one where empty."),
  },
  check(stack, { types, categories }) {
    const services = stack.of(...KINDS);
    const settings = stack.of("azure-native:monitor:DiagnosticSetting").filter((each) => keeps(each, categories));
    const covered = new Set(
      settings.flatMap((each) => referredBy(each, services, () => each.props.resourceUri)).map(({ urn }) => urn),
    );
    return services
      .filter((service) => types.includes(service.kind) && !covered.has(service.urn) && !isLoggedOtherwise(service))
      .map((service) => ({
        resource: service,
        path: "",
        want: "a DiagnosticSetting that sends its logs somewhere",
        absent: true,
        advisory: service.kind === VAULT ? undefined : true,
      }));
  },
});

/** An environment may send its logs to a workspace by itself. */
function isLoggedOtherwise(service: Resource<(typeof KINDS)[number]>): boolean {
  return service.kind === ENVIRONMENT && service.props.appLogsConfiguration?.destination === "log-analytics";
}

/** Whether a setting keeps logs. A destination that may not be known yet is not looked at. */
function keeps({ props, partial }: Setting, categories: readonly string[]): boolean {
  const kept = (props.logs ?? []).some(
    ({ enabled, category, categoryGroup }) =>
      enabled === true &&
      (categories.length === 0 || [category, categoryGroup].some((each) => categories.includes(each ?? ""))),
  );
  if (!kept || partial) return kept;
  const { workspaceId, storageAccountId, eventHubAuthorizationRuleId, marketplacePartnerId } = props;
  return (workspaceId ?? storageAccountId ?? eventHubAuthorizationRuleId ?? marketplacePartnerId) !== undefined;
}
