import { rule } from "../../../../policy/rules/azure/servicebus-no-keys.ts";
import { azure } from "../../../support/azureResource.ts";
import { describeRule } from "../../../support/rule.ts";

const namespace = (change: object = {}) =>
  azure("servicebus:Namespace", { disableLocalAuth: true, minimumTlsVersion: "1.2", ...change });

describeRule(rule, {
  passes: {
    "a namespace without keys": { of: namespace() },
    "a newer TLS": { of: namespace({ minimumTlsVersion: "1.3" }) },
  },
  fails: {
    "a namespace that says nothing": {
      of: azure("servicebus:Namespace", {}),
      finds: ["disableLocalAuth: got nothing, want true", 'minimumTlsVersion: got nothing, want "1.2"'],
    },
    "an old TLS": {
      of: namespace({ minimumTlsVersion: "1.0" }),
      finds: ['minimumTlsVersion: got "1.0", want "1.2"'],
    },
  },
  unknown: { "a value that is not known yet": { of: namespace(), path: "disableLocalAuth" } },
  remedies: {
    "keys and an old TLS": {
      of: namespace({ disableLocalAuth: false, minimumTlsVersion: "1.1" }),
      to: { disableLocalAuth: true, minimumTlsVersion: "1.2" },
    },
    "nothing of a newer TLS": { of: namespace({ minimumTlsVersion: "1.3" }), to: undefined },
  },
  mutation: {
    kind: "azure-native:servicebus:Namespace",
    change: ({ props }) => {
      props.disableLocalAuth = false;
    },
  },
});
