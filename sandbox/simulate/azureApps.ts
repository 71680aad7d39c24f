import { type AzureSimulation, GROUP } from "./azureSimulation.ts";
import { artificialUuid } from "./simulation.ts";

/** Container Apps. */
export const apps: Record<string, AzureSimulation> = {
  "app:ManagedEnvironment": {
    id: `${GROUP}/providers/Microsoft.App/managedEnvironments/{environmentName}`,
    adds: ({ environmentName, location }, id) => ({
      defaultDomain: defaultDomain(String(environmentName), String(location)),
      staticIp: "192.0.2.10",
      // The version that the service ran in 2026 (azure-container-apps#1676).
      daprConfiguration: { version: "1.16.4" },
      customDomainConfiguration: { customDomainVerificationId: artificialUuid(id).replaceAll("-", "").toUpperCase() },
    }),
    replaces: ["location", "vnetConfiguration", "zoneRedundant"],
  },
  "app:DaprComponent": {
    id: `${GROUP}/providers/Microsoft.App/managedEnvironments/{environmentName}/daprComponents/{componentName}`,
  },
  "app:DaprComponentResiliencyPolicy": {
    id: `${GROUP}/providers/Microsoft.App/managedEnvironments/{environmentName}/daprComponents/{componentName}/resiliencyPolicies/{name}`,
  },
  "app:ManagedCertificate": {
    id: `${GROUP}/providers/Microsoft.App/managedEnvironments/{environmentName}/managedCertificates/{managedCertificateName}`,
    replaces: ["location", "properties"],
  },
  "app:ContainerApp": {
    id: `${GROUP}/providers/Microsoft.App/containerApps/{containerAppName}`,
    adds: ({ containerAppName, configuration, environmentId, location, template }) => ({
      configuration: withAddress(String(containerAppName), configuration, String(environmentId), String(location)),
      latestRevisionName: `${containerAppName}--${(template as { revisionSuffix?: string }).revisionSuffix ?? "simulated"}`,
    }),
    replaces: ["environmentId", "location"],
  },
  "app:ContainerAppsAuthConfig": {
    id: `${GROUP}/providers/Microsoft.App/containerApps/{containerAppName}/authConfigs/{authConfigName}`,
  },
};

function defaultDomain(environment: string, location: string): string {
  return `${environment.slice(0, 10).replace(/-$/, "")}-simulated.${location}.azurecontainerapps.io`;
}

function withAddress(app: string, configuration: unknown, environmentId: string, location: string): object {
  const { ingress, ...rest } = configuration as { ingress?: { external?: boolean } };
  if (!ingress) return rest;
  const domain = defaultDomain(environmentId.split("/").at(-1) ?? "", location);
  return { ...rest, ingress: { ...ingress, fqdn: `${app}${ingress.external ? "" : ".internal"}.${domain}` } };
}
