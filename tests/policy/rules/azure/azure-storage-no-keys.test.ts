import { rule } from "../../../../policy/rules/azure/azure-storage-no-keys.ts";
import { azure } from "../../../support/azureResource.ts";
import { describeRule } from "../../../support/rule.ts";

const account = (change: object = {}) =>
  azure("storage:StorageAccount", {
    accountName: "files",
    allowSharedKeyAccess: false,
    minimumTlsVersion: "TLS1_2",
    ...change,
  });
const knobs = { allowSharedKey: ["files"] };

describeRule(rule, {
  passes: {
    "an account without keys": { of: account() },
    "an account that may have keys": { of: account({ allowSharedKeyAccess: true }), knobs },
  },
  fails: {
    "an account that says nothing": {
      of: azure("storage:StorageAccount", {}),
      finds: ["allowSharedKeyAccess: got nothing, want false", 'minimumTlsVersion: got nothing, want "TLS1_2"'],
    },
    "plain HTTP and an old TLS": {
      of: account({ enableHttpsTrafficOnly: false, minimumTlsVersion: "TLS1_0" }),
      finds: ["enableHttpsTrafficOnly: got false, want true", 'minimumTlsVersion: got "TLS1_0", want "TLS1_2"'],
    },
  },
  unknown: { "a value that is not known yet": { of: account(), path: "allowSharedKeyAccess" } },
  remedies: {
    "keys, plain HTTP and an old TLS": {
      of: account({ allowSharedKeyAccess: true, enableHttpsTrafficOnly: false, minimumTlsVersion: "TLS1_1" }),
      to: {
        accountName: "files",
        allowSharedKeyAccess: false,
        enableHttpsTrafficOnly: true,
        minimumTlsVersion: "TLS1_2",
      },
    },
    "nothing of an account that may have keys": { of: account({ allowSharedKeyAccess: true }), to: undefined, knobs },
  },
  mutation: {
    kind: "azure-native:storage:StorageAccount",
    change: ({ props }) => {
      props.allowSharedKeyAccess = true;
    },
  },
});
