import { rule } from "../../../../policy/rules/dapr/dapr-component-scopes.ts";
import { azureComponent, component } from "../../../support/dapr.ts";
import { object } from "../../../support/kubernetes.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

function subscription(rest: object): Fixture {
  return object("kubernetes:dapr.io/v2alpha1:Subscription", { name: "tasks" }, { spec: { topic: "tasks" }, ...rest });
}

describeRule(rule, {
  passes: {
    "a component with scopes": { of: component("state.redis", []) },
    "a component of Container Apps with scopes": { of: azureComponent("state.azure.cosmosdb", []) },
    "a subscription with scopes": { of: subscription({ scopes: ["research-agent"] }) },
    "a component that all may load": {
      of: component("secretstores.kubernetes", [], { scopes: undefined }),
      knobs: { sharedComponents: ["agent-statestore"] },
    },
    "a component of Container Apps that all may load": {
      of: azureComponent("secretstores.azure.keyvault", [], { scopes: [] }),
      knobs: { sharedComponents: ["agent-statestore"] },
    },
    "a subscription of Container Apps that all may load": {
      of: { type: "azure-native:app/v20240301:DaprSubscription", props: { name: "tasks" } },
      knobs: { sharedComponents: ["tasks"] },
    },
  },
  fails: {
    "a component without scopes": {
      of: component("state.redis", [], { scopes: undefined }),
      finds: ["scopes: got nothing, want the app ids that need it"],
    },
    "a component of Container Apps whose scopes are empty": {
      of: azureComponent("state.azure.cosmosdb", [], { scopes: [] }),
      finds: ["scopes: got [], want the app ids that need it"],
    },
    "a subscription without scopes": {
      of: subscription({}),
      finds: ["scopes: got nothing, want the app ids that need it"],
    },
  },
  unknown: { "scopes that are not known yet": { of: component("state.redis", []), path: "scopes" } },
  mutation: {
    kind: "azure-native:app:DaprComponent",
    change: ({ props }) => {
      props.scopes = [];
    },
  },
});
