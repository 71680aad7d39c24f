import { rule } from "../../../../policy/rules/azure/azure-storage-soft-delete.ts";
import { azure } from "../../../support/azureResource.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

const account = azure("storage:StorageAccount", { accountName: "files", kind: "StorageV2" });

function blobs(deleteRetentionPolicy?: object, accountName = "files"): Fixture {
  return azure("storage:BlobServiceProperties", { accountName, deleteRetentionPolicy }, { name: "blobs" });
}

describeRule(rule, {
  passes: {
    "an account that keeps what is deleted": { of: [account, blobs({ enabled: true, days: 7 })] },
    "an account of file shares": { of: azure("storage:StorageAccount", { kind: "FileStorage" }) },
  },
  fails: {
    "an account that says nothing": { of: account, finds: [": got nothing, want BlobServiceProperties"] },
    "properties of another account": {
      of: [account, blobs({ enabled: true, days: 7 }, "other")],
      finds: ["it : got nothing, want BlobServiceProperties"],
    },
    "an account that forgets": {
      of: [account, blobs({ enabled: false })],
      finds: ["blobs deleteRetentionPolicy.enabled: got false, want true"],
    },
    "an account that soon forgets": {
      of: [account, blobs({ enabled: true, days: 7 })],
      knobs: { minDays: 14 },
      finds: ["blobs deleteRetentionPolicy.days: got 7, want at least 14"],
    },
  },
  unknown: {
    "properties whose account is not known yet": {
      of: [blobs({ enabled: true, days: 7 }), account],
      path: "accountName",
    },
  },
  mutation: {
    kind: "azure-native:storage:BlobServiceProperties",
    change: ({ props }) => {
      props.deleteRetentionPolicy.enabled = false;
    },
  },
});
