import { rule } from "../../../../policy/rules/azure/azure-no-broad-roles.ts";
import { SUBSCRIPTION } from "../../../support/agents.ts";
import { azure, idOf } from "../../../support/azureResource.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

const WHOLE = `/subscriptions/${SUBSCRIPTION}`;
const OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
const CONTRIBUTOR = "b24988ac-6180-42a0-ab88-20f7382dd24c";
const READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";

function assignment(role: string, scope: string): Fixture {
  const roleDefinitionId = `${WHOLE}/providers/Microsoft.Authorization/roleDefinitions/${role}`;
  return azure("authorization:RoleAssignment", { principalId: "agent", roleDefinitionId, scope });
}

const want = "want one resource, or less than";

describeRule(rule, {
  passes: {
    "a role that fits the work, on one resource": {
      of: assignment("7f951dda-4ed3-4680-a7ca-43fe172d538d", idOf("Microsoft.ContainerRegistry/registries/r")),
    },
    "a broad role on one group": { of: assignment(CONTRIBUTOR, `${WHOLE}/resourceGroups/rg`) },
    "a reader of the whole subscription": { of: assignment(READER, WHOLE) },
    "somebody who may": { of: assignment(OWNER, WHOLE), knobs: { allowAssignments: ["agent"] } },
  },
  fails: {
    "an owner of the whole subscription": {
      of: assignment(OWNER, WHOLE),
      finds: [`scope: got "${WHOLE}", ${want} Owner`],
    },
    "a contributor to a management group": {
      of: assignment(CONTRIBUTOR, "/providers/Microsoft.Management/managementGroups/acme"),
      finds: [`scope: got "/providers/Microsoft.Management/managementGroups/acme", ${want} Contributor`],
    },
    "one who gives rights away in the whole tenant, by an id without a subscription": {
      of: azure("authorization:RoleAssignment", {
        scope: "/",
        roleDefinitionId: "/providers/Microsoft.Authorization/roleDefinitions/18D7D88D-D35E-4FB5-A5C3-7773C20A72D9",
      }),
      finds: [`scope: got "/", ${want} User Access Administrator`],
    },
    "one who gives rights away in a subscription": {
      of: assignment("f58310d9-a9f6-439a-9e8d-f62e7b41a168", `${WHOLE}/`),
      finds: [`scope: got "${WHOLE}/", ${want} Role Based Access Control Administrator`],
    },
  },
  unknown: { "a scope that is not known yet": { of: assignment(OWNER, WHOLE), path: "scope" } },
  mutation: {
    kind: "azure-native:authorization:RoleAssignment",
    change: ({ props }) => {
      props.roleDefinitionId = `/providers/Microsoft.Authorization/roleDefinitions/${OWNER}`;
      props.scope = WHOLE;
    },
  },
});
