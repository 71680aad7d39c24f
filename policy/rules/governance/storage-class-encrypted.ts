import { resourceRule } from "../../lib/rule.ts";

/** Drivers whose volumes are not encrypted unless asked to be. Azure's always are. */
const UNENCRYPTED = ["ebs.csi.aws.com", "ebs.csi.eks.amazonaws.com", "kubernetes.io/aws-ebs"];

/** A class of volumes must encrypt them. Classes of drivers that always do need not say so. */
export const rule = resourceRule({
  name: "storage-class-encrypted",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "A StorageClass must make volumes that are encrypted.",
  why: "a snapshot or a disk that is thrown away holds what agents know in plain text",
  fix: 'set parameters.encrypted to "true"',
  references: ["KSC C-0264", "GK storageclass"],
  kinds: ["kubernetes:storage.k8s.io:StorageClass"],
  check({ props: { parameters, provisioner } }) {
    const got = parameters?.encrypted;
    if (!UNENCRYPTED.includes(provisioner ?? "") || got === "true") return [];
    return [{ path: "parameters.encrypted", got, want: '"true"' }];
  },
});
