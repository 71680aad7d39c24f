import { rule } from "../../../../policy/rules/azure/aca-secrets-from-keyvault.ts";
import { azure } from "../../../support/azureResource.ts";
import { describeRule } from "../../../support/rule.ts";

const app = (...secrets: object[]) => azure("app:ContainerApp", { configuration: { secrets } });
const reference = { name: "key", keyVaultUrl: "https://v.vault.azure.net/secrets/key", identity: "system" };

describeRule(rule, {
  passes: {
    "a reference": { of: app(reference) },
    "an app without secrets": { of: app() },
    "a value that may be in the app": { of: app({ name: "key", value: "s3cret" }), knobs: { allowInline: ["key"] } },
  },
  fails: {
    "a value, and does not show it": {
      of: app(reference, { name: "other", value: "s3cret" }),
      finds: ["configuration.secrets[1].value: got a string that is not shown, want keyVaultUrl and identity"],
    },
    "a value that stands beside its reference": {
      of: app({ ...reference, value: "" }),
      finds: ["configuration.secrets[0].value: got a string that is not shown, want keyVaultUrl and identity"],
    },
    "a job's reference that nobody may follow": {
      of: azure("app:Job", { configuration: { secrets: [{ ...reference, identity: undefined }] } }),
      finds: ["configuration.secrets[0].identity: got nothing, want an identity that may read the secret"],
    },
    "a secret that is nowhere": {
      of: app({ name: "key", identity: "system" }),
      finds: ["configuration.secrets[0].keyVaultUrl: got nothing, want the secret's URL in Key Vault"],
    },
  },
  unknown: {
    "a URL that is not known yet": { of: app(reference), path: "configuration.secrets[0].keyVaultUrl" },
    "a value that is not known yet, which is one too many": {
      of: app({ name: "key", identity: "system" }),
      path: "configuration.secrets[0].value",
      finds: ["configuration.secrets[0].keyVaultUrl: got nothing, want the secret's URL in Key Vault"],
    },
  },
  mutation: {
    kind: "azure-native:app:ContainerApp",
    change: ({ props }) => {
      props.configuration.secrets = [{ name: "openai-api-key", value: "s3cret" }];
    },
  },
});
