import { RESTRICTED_CONTAINER, RESTRICTED_POD } from "../../kubernetes/restricted.ts";
import { type Addon, type AddonContext, has } from "../addon.ts";
import type { BackupLocation } from "../backupLocation.ts";
import { PLATFORM_PRIORITY, resources } from "../podSettings.ts";
import { PROMETHEUS } from "./monitoring.ts";

/** Namespace and ServiceAccount that the cloud knows Velero by. */
export const VELERO = { namespace: "velero", serviceAccount: "velero-server" } as const;

/** Name of the place that backups go to. */
export const BACKUP_LOCATION = "default";

/** Plugins that go with Velero 1.18. */
const PLUGINS = {
  aws: { name: "velero-plugin-for-aws", image: "velero/velero-plugin-for-aws:v1.14.2" },
  azure: { name: "velero-plugin-for-microsoft-azure", image: "velero/velero-plugin-for-microsoft-azure:v1.14.2" },
} as const satisfies Record<BackupLocation["provider"], object>;

/** The user of Velero's images. */
const USER = 65532;

/**
 * Backups of the objects in the cluster. It reaches its store by identity, holds no key, and has no right on disks: what
 * is on volumes is not kept, and nothing runs as root on the nodes.
 */
export const velero: Addon = {
  name: "velero",
  release: "velero",
  repository: "https://vmware-tanzu.github.io/helm-charts",
  chart: "velero",
  version: "12.1.0",
  provides: { crds: ["velero.io"] },
  namespaces: () => [
    {
      name: VELERO.namespace,
      podSecurity: "restricted",
      traffic: {
        ingress: [{ peer: PROMETHEUS, ports: [8085] }],
        egress: [{ peer: "pod-identity", ports: [80] }],
      },
    },
  ],
  values: (context) => {
    const { serviceAccountAnnotations = {}, podLabels = {} } = context.identities?.velero ?? {};
    return {
      ...locations(context),
      credentials: { useSecret: false },
      serviceAccount: { server: { name: VELERO.serviceAccount, annotations: serviceAccountAnnotations } },
      podLabels,
      podSecurityContext: { ...RESTRICTED_POD, runAsUser: USER, runAsGroup: USER, fsGroup: USER },
      containerSecurityContext: RESTRICTED_CONTAINER,
      priorityClassName: PLATFORM_PRIORITY,
      resources: resources("100m", "256Mi", "1Gi"),
      deployNodeAgent: false,
      // Helm itself never updates what it once installed of CustomResourceDefinitions.
      upgradeCRDs: true,
      upgradeJobResources: resources("50m", "64Mi", "256Mi"),
      kubectl: { resources: resources("10m", "32Mi", "64Mi"), containerSecurityContext: RESTRICTED_CONTAINER },
      metrics: { enabled: true, serviceMonitor: { enabled: has(context, "monitoring"), autodetect: false } },
    };
  },
};

function locations({ backups }: AddonContext) {
  if (!backups) return { backupsEnabled: false, snapshotsEnabled: false };
  const { provider, bucket, config } = backups;
  const { name, image } = PLUGINS[provider];
  return {
    snapshotsEnabled: false,
    initContainers: [
      {
        name,
        image,
        imagePullPolicy: "IfNotPresent",
        resources: resources("10m", "32Mi", "64Mi"),
        securityContext: RESTRICTED_CONTAINER,
        volumeMounts: [{ mountPath: "/target", name: "plugins" }],
      },
    ],
    configuration: {
      backupStorageLocation: [{ name: BACKUP_LOCATION, provider, bucket, default: true, config }],
      logFormat: "json",
    },
  };
}
