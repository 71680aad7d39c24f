import { rule } from "../../../../policy/rules/azure/aca-registry-identity.ts";
import { azure } from "../../../support/azureResource.ts";
import { describeRule } from "../../../support/rule.ts";

const app = (...registries: object[]) => azure("app:ContainerApp", { configuration: { registries } });
const password = { server: "ghcr.io", username: "acme", passwordSecretRef: "pull" };

describeRule(rule, {
  passes: {
    "a registry that an identity pulls from": { of: app({ server: "acme.azurecr.io", identity: "system" }) },
    "an app whose images anybody may pull": { of: app() },
    "a registry that knows no identity": { of: app(password), knobs: { passwordServers: ["ghcr.io"] } },
    "an app that says nothing": { of: azure("app:ContainerApp", {}) },
  },
  fails: {
    "a password": {
      of: app({ server: "acme.azurecr.io", identity: "system" }, password),
      finds: ["configuration.registries[1].identity: got nothing, want an identity that may pull"],
    },
    "a job's empty identity": {
      of: azure("app:Job", { configuration: { registries: [{ ...password, identity: "" }] } }),
      finds: ['configuration.registries[0].identity: got "", want an identity that may pull'],
    },
  },
  unknown: {
    "an identity that is not known yet": {
      of: app({ server: "acme.azurecr.io" }),
      path: "configuration.registries[0].identity",
    },
  },
  mutation: {
    kind: "azure-native:app:ContainerApp",
    change: ({ props }) => {
      props.configuration.registries = [password];
    },
  },
});
