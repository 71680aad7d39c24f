import type { AddonContext } from "../../components/cluster/addon.ts";
import { ADDON_NAMES } from "../../components/cluster/addonNames.ts";

/** A cluster on Azure in three zones that has every add-on, with some things otherwise. */
export function clusterContext(fields: Partial<AddonContext> = {}): AddonContext {
  return {
    cluster: "agents-production",
    region: "westeurope",
    platform: { cloud: "azure", zones: 3, egress: "cilium" },
    labels: { owner: "platform", environment: "production" },
    installed: ADDON_NAMES,
    teams: ["research", "writing"],
    storageClass: "encrypted",
    tracesEndpoint: "https://otlp.example.com",
    backups: {
      provider: "azure",
      bucket: "velero",
      config: { storageAccount: "backups", useAAD: "true" },
      ready: [],
    },
    identities: {
      velero: {
        serviceAccountAnnotations: { "azure.workload.identity/client-id": "velero-client" },
        podLabels: { "azure.workload.identity/use": "true" },
      },
    },
    ...fields,
  };
}
