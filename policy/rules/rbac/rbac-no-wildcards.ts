import { z } from "zod";
import { type PolicyRule, ROLE_KINDS } from "../../lib/kubernetes/rbac.ts";
import { resourceRule } from "../../lib/rule.ts";

/** By list of a rule, what in it stands for everything. A path below a named one, such as `/metrics/*`, is not that. */
const WILDCARDS: [
  list: "verbs" | "resources" | "apiGroups" | "nonResourceURLs",
  is: (item: string | undefined) => boolean,
][] = [
  ["verbs", (item) => item === "*"],
  ["resources", (item) => item?.includes("*") === true],
  ["apiGroups", (item) => item === "*"],
  ["nonResourceURLs", (item) => item === "*" || item === "/*"],
];

/** No role may grant what is not named. */
export const rule = resourceRule({
  name: "rbac-no-wildcards",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "A role must name the verbs, the resources and the API groups that it grants.",
  why: "it also grants whatever a later version or an add-on brings to the cluster",
  fix: "name what is needed in place of *",
  references: ["CIS 5.1.3", "KL wildcard-in-rules", "KSC C-0187", "CKV_K8S_49", "AZP ca8d5704"],
  kinds: ROLE_KINDS,
  knobs: {
    allowRoles: z.array(z.string()).default([]).describe("Names of roles that may have wildcards."),
  },
  check: ({ props: { metadata, rules = [] } }, { allowRoles }) => {
    if (allowRoles.includes(metadata?.name ?? "")) return [];
    return rules.flatMap((each: PolicyRule, index) =>
      WILDCARDS.flatMap(([list, isWildcard]) => {
        const items = each[list] ?? [];
        return items.some(isWildcard) ? [{ path: `rules[${index}].${list}`, got: items, want: "names" }] : [];
      }),
    );
  },
});
