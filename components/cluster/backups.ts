import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../component.ts";
import { kubernetesObject, type Manifest } from "../kubernetes/manifest.ts";
import { DAPR_NAMESPACE } from "./addons/dapr.ts";
import { BACKUP_LOCATION, VELERO } from "./addons/velero.ts";
import type { ClusterPlatform } from "./platform.ts";

export interface BackupPlan {
  /** When backups are made, in UTC, as in cron. */
  schedule: string;
  /** Days that a backup is kept. */
  keepDays: number;
}

export interface BackupsArgs extends BackupPlan {
  platform: ClusterPlatform;
  labels: Record<string, string>;
  teams: readonly string[];
  /** Whether the cluster has Dapr. */
  dapr: boolean;
  /** Velero, which brings the kind. */
  installed: pulumi.Resource[];
}

/** What is kept of the cluster, and how often. */
export class Backups extends Component<object> {
  constructor(name: string, args: BackupsArgs, opts?: pulumi.ComponentResourceOptions) {
    const { platform, labels, teams, dapr, schedule, keepDays, installed } = args;
    super("daca:cluster:Backups", name, { schedule, keepDays, teams, dapr, labels }, opts);
    for (const manifest of backupManifests({ schedule, keepDays }, teams, dapr, labels)) {
      const child = { parent: this, provider: platform.provider, dependsOn: installed };
      kubernetesObject(`${name}-${manifest.metadata.name}`, manifest, child);
    }
    this.registerOutputs();
  }
}

/**
 * Velero's schedules. Of teams everything is kept but Secrets, which come from the vault and from Pulumi again, and what
 * the cluster makes by itself. Of Dapr its objects are kept, above all its trust root, by which sidecars know each other.
 * Volumes are not: Velero's identity may write its store and nothing else, and agents' state is in a database with
 * backups of its own. What is lost with the cluster are the reminders in Dapr's scheduler.
 */
export function backupManifests(
  { schedule, keepDays }: BackupPlan,
  teams: readonly string[],
  dapr: boolean,
  labels: Record<string, string>,
): Manifest[] {
  const backup = (name: string, template: object): Manifest => ({
    apiVersion: "velero.io/v1",
    kind: "Schedule",
    metadata: { name, namespace: VELERO.namespace, labels },
    spec: {
      schedule,
      // A backup outlives the schedule that made it.
      useOwnerReferencesInBackup: false,
      template: {
        ...template,
        ttl: `${keepDays * 24}h0m0s`,
        storageLocation: BACKUP_LOCATION,
        snapshotVolumes: false,
      },
    },
  });
  return [
    backup("teams", {
      includedNamespaces: [...teams],
      excludedResources: ["secrets", "events", "pods", "replicasets.apps", "endpointslices.discovery.k8s.io"],
    }),
    ...(dapr ? [backup("dapr", { includedNamespaces: [DAPR_NAMESPACE] })] : []),
  ];
}
