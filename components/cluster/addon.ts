import type { Manifest } from "../kubernetes/manifest.ts";
import type { AddonName } from "./addonNames.ts";
import type { BackupLocation } from "./backupLocation.ts";
import type { AgentIdentity, ClusterPlatform } from "./platform.ts";
import type { Traffic } from "./traffic.ts";

/** A level of the Pod Security Standards. */
export type PodSecurity = "restricted" | "baseline" | "privileged";

/** A namespace of an add-on. */
export interface AddonNamespace {
  name: string;
  /** What its pods may do. */
  podSecurity: PodSecurity;
  /** Why that is not `restricted`. Given with any other level, and only then. */
  because?: string;
  /** Whom its pods talk to beside each other, DNS and the Kubernetes API. */
  traffic: Traffic;
}

/** Values of a chart, as `helm install --values` takes them. */
export type ChartValues = Record<string, unknown>;

/** One third-party program that a cluster gets, as a chart. */
export interface Addon {
  name: AddonName;
  /** Name of the Helm release. Names of Services and ServiceAccounts follow from it. */
  release: string;
  /** Address of the chart's repository. */
  repository: string;
  chart: string;
  /** Exactly this one. Its own values are what {@link Addon.values} was written against. */
  version: string;
  /** The first is where the release is. */
  namespaces(context: AddonContext): [AddonNamespace, ...AddonNamespace[]];
  values(context: AddonContext): ChartValues;
  /** Objects that the chart lacks, made after it. */
  besides?(context: AddonContext): Manifest[];
  /** What it brings that others build on. */
  provides: {
    /** API groups of its CustomResourceDefinitions. */
    crds?: string[];
    /** Whether it is asked before objects are stored. */
    admission?: boolean;
    /** API groups of Kubernetes' aggregated APIs that it answers. */
    apis?: string[];
  };
  /** Seconds until the release counts as failed, with the reason where 600 are not enough. */
  timeoutSeconds?: number;
}

/** What the values of add-ons depend on. */
export interface AddonContext {
  /** Name of the cluster: label `cluster` of every metric, and whose cost it is. */
  cluster: string;
  /** Region that the cluster is in, where it is in one: label `region` of every metric. */
  region?: string;
  platform: Pick<ClusterPlatform, "cloud" | "zones" | "egress" | "dnsAddress">;
  /** Labels of every object of the stack. */
  labels: Record<string, string>;
  /** Add-ons that the cluster gets. */
  installed: readonly AddonName[];
  /** Namespaces of the teams. */
  teams: readonly string[];
  /** Class of the volumes of add-ons that keep something. The cluster's default class where it is left out. */
  storageClass?: string;
  /** Base address of the OTLP/HTTP endpoint that traces go to. Without it, the collector counts them and drops them. */
  tracesEndpoint?: string;
  /** Where backups go. Velero needs it. */
  backups?: BackupLocation;
  /** What add-ons are to the cloud. */
  identities?: Partial<Record<AddonName, Pick<AgentIdentity, "serviceAccountAnnotations" | "podLabels">>>;
}

/** Whether the cluster has an add-on. */
export function has({ installed }: AddonContext, name: AddonName): boolean {
  return installed.includes(name);
}
