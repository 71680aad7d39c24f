import { z } from "zod";
import { resourceRule } from "../../lib/rule.ts";

const LISTS = ["actions", "dataActions"] as const;

/** A role must name what it may do. To read all that is managed is fine, to read all data is not. */
export const rule = resourceRule({
  name: "azure-no-role-wildcards",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "A custom role must name the actions that it allows.",
  why: "it allows what nobody has thought of, and what Azure adds tomorrow",
  fix: "name the actions in place of *",
  references: ["CKV_AZURE_39", "AZP a451c1ef", "LLM06"],
  kinds: ["azure-native:authorization:RoleDefinition"],
  knobs: {
    allowActions: z.array(z.string()).default([]).describe("Actions with a wildcard that a role may have."),
  },
  check: ({ props }, { allowActions }) =>
    (props.permissions ?? []).flatMap((permission, index) =>
      LISTS.flatMap((list) =>
        (permission[list] ?? []).flatMap((action, place) =>
          isBroad(action, list) && !allowActions.includes(action)
            ? [
                {
                  id: `Action::${action}`,
                  path: `permissions[${index}].${list}[${place}]`,
                  got: action,
                  want: "actions by name",
                },
              ]
            : [],
        ),
      ),
    ),
});

/** Whether an action means all providers, or all of one: `*`, `*` with a verb, `Microsoft.Storage/*`. */
function isBroad(action: string | undefined, list: (typeof LISTS)[number]): action is string {
  if (action === undefined || (list === "actions" && action.toLowerCase() === "*/read")) return false;
  return action.startsWith("*") || /^[^/]+\/\*/.test(action);
}
