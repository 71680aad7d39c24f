import { rule } from "../../../../policy/rules/azure/keyvault-key-rotation.ts";
import { azure } from "../../../support/azureResource.ts";
import { describeRule } from "../../../support/rule.ts";

const key = (...types: string[]) =>
  azure("keyvault:Key", {
    properties: { rotationPolicy: { lifetimeActions: types.map((type) => ({ action: { type } })) } },
  });
const path = "properties.rotationPolicy.lifetimeActions";

describeRule(rule, {
  passes: {
    "a key that is rotated": { of: key("rotate") },
    "a key that is rotated and of which somebody is told": { of: key("notify", "Rotate") },
  },
  fails: {
    "a key of which somebody is only told": {
      of: key("notify"),
      finds: [`${path}: got ["notify"], want an action of type "rotate"`],
    },
    "a key that says nothing": {
      of: azure("keyvault:Key", { properties: {} }),
      finds: [`${path}: got nothing, want an action of type "rotate"`],
    },
  },
  unknown: { "actions that are not known yet": { of: key(), path } },
  mutation: {
    kind: "azure-native:keyvault:Key",
    change: ({ props }) => {
      delete props.properties.rotationPolicy;
    },
  },
});
