import { rule } from "../../../../policy/rules/dapr/dapr-topic-scopes.ts";
import { azureComponent, component } from "../../../support/dapr.ts";
import { describeRule } from "../../../support/rule.ts";

const publishing = { name: "publishingScopes", value: "research-agent=tasks,results" };
const subscription = { name: "subscriptionScopes", value: "research-agent=tasks" };

describeRule(rule, {
  passes: {
    "a pub/sub that names who publishes and subscribes": { of: component("pubsub.redis", [publishing, subscription]) },
    "a pub/sub whose topics are protected": {
      of: azureComponent("pubsub.azure.servicebus.topics", [{ name: "protectedTopics", value: "tasks,results" }]),
    },
    "a state store": { of: component("state.redis", []) },
  },
  fails: {
    "a pub/sub that is open": {
      of: component("pubsub.redis", [{ name: "allowedTopics", value: "tasks" }]),
      finds: [
        "spec.metadata: got nothing, want publishingScopes",
        "spec.metadata: got nothing, want subscriptionScopes",
      ],
    },
    "a pub/sub of Container Apps that all may listen to": {
      of: azureComponent("pubsub.azure.servicebus.topics", [publishing, { name: "protectedTopics", value: "" }]),
      finds: ["metadata: got nothing, want subscriptionScopes"],
    },
  },
  unknown: {
    "a type that is not known yet": {
      of: azureComponent("pubsub.redis", [publishing, subscription]),
      path: "componentType",
    },
    "scopes that are not known yet": { of: component("pubsub.redis", [publishing]), path: "spec.metadata[0].value" },
  },
  mutation: {
    kind: "azure-native:app:DaprComponent",
    change: ({ props }) => {
      props.metadata = [];
    },
  },
});
