import { rule } from "../../../../policy/rules/governance/storage-class-encrypted.ts";
import { object } from "../../../support/kubernetes.ts";
import { describeRule } from "../../../support/rule.ts";

function storageClass(provisioner: string, parameters?: object) {
  return object("kubernetes:storage.k8s.io/v1:StorageClass", {}, { provisioner, ...(parameters && { parameters }) });
}

describeRule(rule, {
  passes: {
    "a class of AWS that encrypts": { of: storageClass("ebs.csi.eks.amazonaws.com", { encrypted: "true" }) },
    "a class of Azure, which always does": { of: storageClass("disk.csi.azure.com") },
  },
  fails: {
    "a class that leaves it to the default": {
      of: storageClass("ebs.csi.aws.com"),
      finds: ['parameters.encrypted: got nothing, want "true"'],
    },
    "a class that does not": {
      of: storageClass("ebs.csi.eks.amazonaws.com", { encrypted: "false" }),
      finds: ['parameters.encrypted: got "false", want "true"'],
    },
  },
  unknown: {
    "an encryption that is not known yet": {
      of: storageClass("ebs.csi.aws.com", { encrypted: "true" }),
      path: "parameters.encrypted",
    },
  },
  mutation: {
    kind: "kubernetes:storage.k8s.io:StorageClass",
    // Azure encrypts every disk.
    where: ({ props }) => props.parameters?.encrypted !== undefined,
    change: ({ props }) => {
      props.parameters.encrypted = "false";
    },
  },
});
