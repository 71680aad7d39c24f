import { rule } from "../../../../policy/rules/azure/cosmos-no-keys.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

function account(change: object = {}): Fixture {
  return {
    type: "azure-native:cosmosdb:DatabaseAccount",
    props: { disableLocalAuth: true, disableKeyBasedMetadataWriteAccess: true, minimalTlsVersion: "Tls12", ...change },
  };
}

describeRule(rule, {
  passes: { "an account without keys": { of: account() } },
  fails: {
    "an account that has keys": {
      of: account({ disableLocalAuth: false }),
      finds: ["disableLocalAuth: got false, want true"],
    },
    "an account of the provider's version 2 that leaves all to the default": {
      of: { type: "azure-native:documentdb/v20240815:DatabaseAccount", props: {} },
      finds: [
        "disableLocalAuth: got nothing, want true",
        "disableKeyBasedMetadataWriteAccess: got nothing, want true",
        'minimalTlsVersion: got nothing, want "Tls12"',
      ],
    },
  },
  unknown: { "a value that is not known yet": { of: account(), path: "disableLocalAuth" } },
  remedies: {
    "keys and old TLS": {
      of: account({ disableLocalAuth: false, minimalTlsVersion: "Tls11" }),
      to: { disableLocalAuth: true, disableKeyBasedMetadataWriteAccess: true, minimalTlsVersion: "Tls12" },
    },
  },
  mutation: {
    kind: "azure-native:cosmosdb:DatabaseAccount",
    change: ({ props }) => {
      props.disableLocalAuth = false;
    },
  },
});
