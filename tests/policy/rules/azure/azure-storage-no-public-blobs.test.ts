import { rule } from "../../../../policy/rules/azure/azure-storage-no-public-blobs.ts";
import { azure } from "../../../support/azureResource.ts";
import { describeRule } from "../../../support/rule.ts";

const account = (allowBlobPublicAccess?: boolean) => azure("storage:StorageAccount", { allowBlobPublicAccess });
const container = (publicAccess?: string) => azure("storage:BlobContainer", { publicAccess });

describeRule(rule, {
  passes: {
    "an account that says no": { of: account(false) },
    "an account that says nothing": { of: account() },
    "a container that says no": { of: container("None") },
    "a container that says nothing": { of: container() },
  },
  fails: {
    "an account that lets containers be public": {
      of: account(true),
      finds: ["allowBlobPublicAccess: got true, want false"],
    },
    "a public container": { of: container("Blob"), finds: ['publicAccess: got "Blob", want "None"'] },
  },
  unknown: { "an access that is not known yet": { of: container(), path: "publicAccess" } },
  remedies: {
    "an account": { of: account(true), to: { allowBlobPublicAccess: false } },
    "a container": { of: container("Container"), to: { publicAccess: "None" } },
    "nothing of an account that says nothing": { of: azure("storage:StorageAccount", {}), to: undefined },
  },
  mutation: {
    kind: "azure-native:storage:StorageAccount",
    change: ({ props }) => {
      props.allowBlobPublicAccess = true;
    },
  },
});
