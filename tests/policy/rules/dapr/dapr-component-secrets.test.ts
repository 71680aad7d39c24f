import { rule } from "../../../../policy/rules/dapr/dapr-component-secrets.ts";
import { azureComponent, component } from "../../../support/dapr.ts";
import { describeRule } from "../../../support/rule.ts";

const found = (path: string) => `${path}: got a string that is not shown, want a reference to a secret`;
const identity = [
  { name: "url", value: "https://acme.documents.azure.com:443/" },
  { name: "azureClientId", value: "00000000-0000-4000-8000-5ef4eb8d5f3c" },
];

describeRule(rule, {
  passes: {
    "a component that is reached by identity": { of: component("state.azure.cosmosdb", identity) },
    "a component that refers to a secret": {
      of: component("state.redis", [{ name: "redisPassword", secretKeyRef: { name: "redis", key: "password" } }]),
    },
    "a component of Container Apps that refers to one": {
      of: azureComponent("state.redis", [{ name: "redisPassword", secretRef: "redis-password" }], {
        secrets: [{ name: "redis-password", keyVaultUrl: "https://acme.vault.azure.net/secrets/redis" }],
      }),
    },
    "settings that only sound like secrets": {
      of: component("pubsub.kafka", [
        { name: "oidcTokenEndpoint", value: "https://login.acme.dev/token" },
        { name: "partitionKey", value: "tenant" },
        { name: "maxTokens", value: 4096 },
        { name: "useSecret", value: "true" },
        { name: "key", value: "orders" },
      ]),
    },
    "a connection string without a password": {
      of: component("state.postgresql", [
        { name: "connectionString", value: "host=db.acme.dev user=agent database=agents sslmode=verify-full" },
      ]),
    },
    "a value that is put together elsewhere": {
      of: component("state.redis", [{ name: "redisPassword", value: "{{ .Values.password }}" }]),
    },
  },
  fails: {
    "a key": {
      of: component("state.azure.cosmosdb", [...identity, { name: "masterKey", value: "aGVsbG8=" }]),
      finds: [found("spec.metadata[2].value")],
    },
    "passwords in connection strings": {
      of: component("state.postgresql", [
        { name: "connectionString", value: "host=db.acme.dev user=agent password=hunter2" },
        { name: "host", value: "amqp://agent:hunter2@rabbitmq:5672" },
      ]),
      finds: [found("spec.metadata[0].value"), found("spec.metadata[1].value")],
    },
    "a model's key": {
      of: component("conversation.openai", [{ name: "key", value: "not-shown" }]),
      finds: [found("spec.metadata[0].value")],
    },
    "a password of Container Apps": {
      of: azureComponent("state.redis", [{ name: "redisPassword", value: "hunter2" }]),
      finds: [found("metadata[0].value")],
    },
    "a secret that Container Apps keeps, as advice": {
      of: azureComponent("state.redis", [], { secrets: [{ name: "redis-password", value: "hunter2" }] }),
      finds: ["secrets[0].value: got a string that is not shown, want keyVaultUrl and identity (advice)"],
    },
  },
  unknown: {
    "a value that is not known yet": {
      of: component("state.redis", [{ name: "redisPassword", value: "hunter2" }]),
      path: "spec.metadata[0].value",
    },
    "a secret of Container Apps that is not known yet": {
      of: azureComponent("state.redis", [], { secrets: [{ name: "redis-password" }] }),
      path: "secrets[0].value",
    },
  },
  mutation: {
    kind: "azure-native:app:DaprComponent",
    change: ({ props }) => {
      props.metadata.push({ name: "masterKey", value: "aGVsbG8=" });
    },
  },
});
