import { rule } from "../../../../policy/rules/azure/azure-no-role-wildcards.ts";
import { azure } from "../../../support/azureResource.ts";
import { describeRule } from "../../../support/rule.ts";

const role = (...permissions: object[]) => azure("authorization:RoleDefinition", { permissions });

describeRule(rule, {
  passes: {
    "actions by name": { of: role({ actions: ["Microsoft.App/containerApps/read"] }) },
    "all that is managed, to read": { of: role({ actions: ["*/read"] }) },
    "all of one sort of resource": { of: role({ actions: ["Microsoft.App/containerApps/*"] }) },
    "what is refused": { of: role({ actions: [], notActions: ["*"], notDataActions: ["*"] }) },
    "a wildcard that may be": { of: role({ actions: ["*/write"] }), knobs: { allowActions: ["*/write"] } },
    "a role that says nothing": { of: azure("authorization:RoleDefinition", {}) },
  },
  fails: {
    everything: {
      of: role({ actions: ["*"] }),
      finds: ['permissions[0].actions[0]: got "*", want actions by name'],
    },
    "a provider, a verb, and all data": {
      of: role(
        { actions: ["Microsoft.App/containerApps/read", "Microsoft.Storage/*", "*/write"] },
        { dataActions: ["*/read"] },
      ),
      finds: [
        'permissions[0].actions[1]: got "Microsoft.Storage/*", want actions by name',
        'permissions[0].actions[2]: got "*/write", want actions by name',
        'permissions[1].dataActions[0]: got "*/read", want actions by name',
      ],
    },
  },
  unknown: { "an action that is not known yet": { of: role({ actions: ["*"] }), path: "permissions[0].actions[0]" } },
  mutation: {
    kind: "azure-native:authorization:RoleDefinition",
    change: ({ props }) => {
      props.permissions = [{ actions: ["*"] }];
    },
  },
});
