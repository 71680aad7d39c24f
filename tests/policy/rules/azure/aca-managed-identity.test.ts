import { rule } from "../../../../policy/rules/azure/aca-managed-identity.ts";
import { azure } from "../../../support/azureResource.ts";
import { describeRule } from "../../../support/rule.ts";

const app = (type?: string) => azure("app:ContainerApp", type ? { identity: { type } } : {});

describeRule(rule, {
  passes: {
    "an app with an identity of its own": { of: app("SystemAssigned") },
    "an app with identities that it was given": { of: app("UserAssigned") },
    "an app with both": { of: app("SystemAssigned,UserAssigned"), knobs: { userAssigned: true } },
  },
  fails: {
    "an app without": { of: app(), finds: ["identity.type: got nothing, want an identity"] },
    "a job that wants none": {
      of: azure("app:Job", { identity: { type: "None" } }),
      finds: ['identity.type: got "None", want an identity'],
    },
    "an identity that has no roles when the app starts": {
      of: app("SystemAssigned"),
      knobs: { userAssigned: true },
      finds: ['identity.type: got "SystemAssigned", want "UserAssigned"'],
    },
  },
  unknown: { "a type that is not known yet": { of: app("None"), path: "identity.type" } },
  remedies: {
    "a missing identity": { of: app(), to: { identity: { type: "SystemAssigned" } } },
    "nothing where it takes an identity with roles": { of: app(), to: undefined, knobs: { userAssigned: true } },
  },
  mutation: {
    kind: "azure-native:app:ContainerApp",
    change: ({ props }) => {
      delete props.identity;
    },
  },
});
