import { stringify } from "yaml";
import { TENANT } from "./azureAccess.ts";
import { type AzureSimulation, GROUP } from "./azureSimulation.ts";
import type { Call } from "./calls.ts";
import { artificialUuid } from "./simulation.ts";

/** Kubernetes clusters. */
export const cluster: Record<string, AzureSimulation> = {
  "containerservice:ManagedCluster": {
    id: `${GROUP}/providers/Microsoft.ContainerService/managedClusters/{resourceName}`,
    adds: ({ dnsPrefix, location, oidcIssuerProfile }, id) => ({
      ...addresses(`${dnsPrefix}-simulated`, String(location)),
      // The host that Azure's issuers have, and an artificial path below it.
      oidcIssuerProfile: {
        ...(oidcIssuerProfile as object),
        issuerURL: `https://${location}.oic.prod-aks.azure.com/${TENANT}/${artificialUuid(id)}/`,
      },
    }),
    replaces: ["dnsPrefix", "location", "nodeResourceGroup"],
  },
  "containerservice:AgentPool": {
    id: `${GROUP}/providers/Microsoft.ContainerService/managedClusters/{resourceName}/agentPools/{agentPoolName}`,
  },
  "containerservice:MaintenanceConfiguration": {
    id: `${GROUP}/providers/Microsoft.ContainerService/managedClusters/{resourceName}/maintenanceConfigurations/{configName}`,
  },
};

/** Address of the API: from everywhere, and from the cluster's own network. */
function addresses(prefix: string, location: string) {
  return {
    fqdn: `${prefix}.hcp.${location}.azmk8s.io`,
    privateFQDN: `${prefix}.${artificialUuid(prefix)}.privatelink.${location}.azmk8s.io`,
  };
}

/** What a cluster answers to those who ask how to reach it: a kubeconfig whose certificate is none. */
export const clusterCalls: Record<string, Call> = {
  "azure-native:containerservice:listManagedClusterUserCredentials": ({ resourceName }) => {
    const authority = Buffer.from(`simulated certificate of ${resourceName}`).toString("base64");
    const kubeconfig = stringify({
      apiVersion: "v1",
      kind: "Config",
      clusters: [
        {
          name: resourceName,
          cluster: {
            server: `https://${resourceName}-simulated.hcp.azmk8s.io:443`,
            "certificate-authority-data": authority,
          },
        },
      ],
    });
    return { kubeconfigs: [{ name: "clusterUser", value: Buffer.from(kubeconfig).toString("base64") }] };
  },
};
