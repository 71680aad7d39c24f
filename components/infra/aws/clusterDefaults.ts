import type { Manifest } from "../../kubernetes/manifest.ts";

/**
 * Switches network policies on. Auto Mode accepts them and ignores them all until this is there
 * (docs.aws.amazon.com/eks/latest/userguide/auto-net-pol.html).
 */
export function networkPolicySwitch(): Manifest {
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "amazon-vpc-cni", namespace: "kube-system" },
    data: { "enable-network-policy-controller": "true" },
  };
}

/** The class of volumes that claim no class. Auto Mode has the driver and makes none. */
export function defaultStorageClass(): Manifest {
  return {
    apiVersion: "storage.k8s.io/v1",
    kind: "StorageClass",
    metadata: { name: "gp3", annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
    provisioner: "ebs.csi.eks.amazonaws.com",
    parameters: { type: "gp3", encrypted: "true" },
    // A volume lies in one zone: the one of the pod that first claims it.
    volumeBindingMode: "WaitForFirstConsumer",
    allowVolumeExpansion: true,
    reclaimPolicy: "Delete",
  };
}
