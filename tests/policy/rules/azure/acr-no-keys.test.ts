import { rule } from "../../../../policy/rules/azure/acr-no-keys.ts";
import { azure } from "../../../support/azureResource.ts";
import { describeRule } from "../../../support/rule.ts";

const registry = (props: Record<string, unknown>) => azure("containerregistry:Registry", props);

describeRule(rule, {
  passes: {
    "a registry that says nothing": { of: registry({}) },
    "a registry that says no": { of: registry({ adminUserEnabled: false, anonymousPullEnabled: false }) },
  },
  fails: {
    "an admin user, and strangers": {
      of: registry({ adminUserEnabled: true, anonymousPullEnabled: true }),
      finds: ["adminUserEnabled: got true, want false", "anonymousPullEnabled: got true, want false"],
    },
  },
  unknown: { "a value that is not known yet": { of: registry({}), path: "adminUserEnabled" } },
  remedies: {
    "an admin user": { of: registry({ adminUserEnabled: true }), to: { adminUserEnabled: false } },
    strangers: { of: registry({ anonymousPullEnabled: true }), to: { anonymousPullEnabled: false } },
  },
  mutation: {
    kind: "azure-native:containerregistry:Registry",
    change: ({ props }) => {
      props.adminUserEnabled = true;
    },
  },
});
