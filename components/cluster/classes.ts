import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../component.ts";
import { kubernetesObject, type Manifest } from "../kubernetes/manifest.ts";
import type { ClusterPlatform } from "./platform.ts";
import { AGENT_PRIORITY, PLATFORM_PRIORITY } from "./podSettings.ts";

export interface ClusterClassesArgs {
  platform: ClusterPlatform;
  /** Labels of every object of the stack. */
  labels: Record<string, string>;
}

/** Name of the class of encrypted volumes. */
const ENCRYPTED = "encrypted";

/** Disks of the clouds: what makes them, and what they are. They survive a zone on Azure, and lie in one on AWS. */
const DISKS = {
  azure: { provisioner: "disk.csi.azure.com", parameters: { skuName: "StandardSSD_ZRS" } },
  aws: { provisioner: "ebs.csi.eks.amazonaws.com", parameters: { type: "gp3", encrypted: "true" } },
} as const;

/**
 * The priorities of what runs in the cluster, and the class of its volumes. A full cluster gives up a batch job before
 * an agent, and an agent before what keeps agents going. Volumes are encrypted, grow, and outlive their claim.
 */
export class ClusterClasses extends Component<object> {
  /** Class of volumes that add-ons take; undefined where the cluster's default class has to do. */
  readonly storageClass: string | undefined;
  /** What must exist before pods name a class. */
  readonly ready: pulumi.Resource[];

  constructor(name: string, args: ClusterClassesArgs, opts?: pulumi.ComponentResourceOptions) {
    const { platform, labels } = args;
    super("daca:cluster:Classes", name, { cloud: platform.cloud, labels }, opts);
    const child = { parent: this, provider: platform.provider, dependsOn: platform.ready };
    const manifests = classManifests(platform.cloud, labels);
    this.ready = manifests.map((manifest) => kubernetesObject(`${name}-${manifest.metadata.name}`, manifest, child));
    this.storageClass = storageClassOf(platform.cloud);
    this.registerOutputs();
  }
}

/** Class of volumes that a cluster has; undefined where only its own default is there. */
export function storageClassOf(cloud: ClusterPlatform["cloud"]): string | undefined {
  return cloud === "none" ? undefined : ENCRYPTED;
}

/** PriorityClasses, and the StorageClass where the cloud's disks are known. */
export function classManifests(cloud: ClusterPlatform["cloud"], labels: Record<string, string>): Manifest[] {
  const priority = (name: string, value: number, description: string): Manifest => ({
    apiVersion: "scheduling.k8s.io/v1",
    kind: "PriorityClass",
    metadata: { name, labels },
    value,
    description,
    preemptionPolicy: "PreemptLowerPriority",
  });
  return [
    // Below the classes of Kubernetes itself, which begin at 2,000,000,000.
    priority(PLATFORM_PRIORITY, 1_000_000, "What installs, scales, heals and watches agents."),
    priority(AGENT_PRIORITY, 100_000, "Agents."),
    ...(cloud === "none" ? [] : [storageClass(DISKS[cloud], labels)]),
  ];
}

function storageClass(disk: (typeof DISKS)[keyof typeof DISKS], labels: Record<string, string>): Manifest {
  return {
    apiVersion: "storage.k8s.io/v1",
    kind: "StorageClass",
    metadata: { name: ENCRYPTED, labels },
    ...disk,
    allowVolumeExpansion: true,
    reclaimPolicy: "Retain",
    // Where the pod is, not where the claim happened to be made.
    volumeBindingMode: "WaitForFirstConsumer",
  };
}
