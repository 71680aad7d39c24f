import { rule } from "../../../../policy/rules/azure/aca-environment-encryption.ts";
import { azure } from "../../../support/azureResource.ts";
import { describeRule } from "../../../support/rule.ts";

const encrypted = {
  peerAuthentication: { mtls: { enabled: true } },
  peerTrafficConfiguration: { encryption: { enabled: true } },
};
const environment = (props: Record<string, unknown>) => azure("app:ManagedEnvironment", props);

describeRule(rule, {
  passes: { "mutual TLS": { of: environment(encrypted) } },
  fails: {
    "an environment that says nothing": {
      of: environment({}),
      finds: [
        "peerAuthentication.mtls.enabled: got nothing, want true",
        "peerTrafficConfiguration.encryption.enabled: got nothing, want true",
      ],
    },
    "mutual TLS that is turned off": {
      of: environment({ ...encrypted, peerAuthentication: { mtls: { enabled: false } } }),
      finds: ["peerAuthentication.mtls.enabled: got false, want true"],
    },
  },
  unknown: {
    "a value that is not known yet": { of: environment(encrypted), path: "peerAuthentication.mtls.enabled" },
  },
  remedies: { "a missing encryption": { of: environment({}), to: encrypted } },
  mutation: {
    kind: "azure-native:app:ManagedEnvironment",
    change: ({ props }) => {
      props.peerTrafficConfiguration = { encryption: { enabled: false } };
    },
  },
});
