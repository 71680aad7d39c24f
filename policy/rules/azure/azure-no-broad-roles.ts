import { z } from "zod";
import { resourceRule } from "../../lib/rule.ts";

/** Built-in roles that change everything or give rights away: learn.microsoft.com/azure/role-based-access-control/built-in-roles. */
const BROAD: Record<string, string> = {
  "8e3af657-a8ff-443c-a75c-2fe8c4bcb635": "Owner",
  "b24988ac-6180-42a0-ab88-20f7382dd24c": "Contributor",
  "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9": "User Access Administrator",
  "f58310d9-a9f6-439a-9e8d-f62e7b41a168": "Role Based Access Control Administrator",
};

/** The whole tenant, a management group, a subscription. */
const WIDE = /^\/?$|^\/providers\/Microsoft\.Management\/managementGroups\/[^/]+\/?$|^\/subscriptions\/[^/]+\/?$/i;

/** No identity may have a role over all of a subscription, or more, by which it could change anything. */
export const rule = resourceRule({
  name: "azure-no-broad-roles",
  pack: "security",
  enforcement: "production",
  severity: "critical",
  description: "No role that changes everything may be given on a whole subscription or management group.",
  why: "one agent that is talked into it can change, delete or give away all that you run",
  fix: "give a role that fits the work, on the one resource that it is for",
  references: ["CKV_AZURE_39", "LLM06", "ASI03"],
  kinds: ["azure-native:authorization:RoleAssignment"],
  knobs: {
    allowAssignments: z.array(z.string()).default([]).describe("Object ids of principals that may have such a role."),
  },
  check({ props: { roleDefinitionId, scope, principalId } }, { allowAssignments }) {
    const role = BROAD[roleDefinitionId?.split("/").at(-1)?.toLowerCase() ?? ""];
    if (role === undefined || scope === undefined || !WIDE.test(scope)) return [];
    if (principalId !== undefined && allowAssignments.includes(principalId)) return [];
    return [{ path: "scope", got: scope, want: `one resource, or less than ${role}` }];
  },
});
