import { z } from "zod";
import { metadataOf, type Resource } from "../../lib/resource.ts";
import { type Finding, resourceRule } from "../../lib/rule.ts";

type Spec = NonNullable<Resource<"kubernetes:security.istio.io:AuthorizationPolicy">["props"]["spec"]>;
type AuthorizationRule = NonNullable<Spec["rules"]>[number];

/** ALLOW must name what it allows, DENY what it spares, so that a request that nobody thought of is refused. */
export const rule = resourceRule({
  name: "mesh-authz-patterns",
  pack: "security",
  enforcement: "advice",
  severity: "medium",
  description: "An AuthorizationPolicy must allow what it names and deny all but what it names.",
  why: "a request that nobody thought of, or that is spelt another way, would be let in",
  fix: "name principals, namespaces and paths in ALLOW policies, and use notPaths and the like in DENY policies only",
  references: ["Istio security", "OWASP ASI07"],
  kinds: ["kubernetes:security.istio.io:AuthorizationPolicy"],
  knobs: {
    allowPolicies: z.array(z.string()).default([]).describe("Policies that may, as namespace/name."),
  },
  check(resource, { allowPolicies }) {
    const { namespace, name } = metadataOf(resource);
    if (allowPolicies.includes(`${namespace}/${name}`)) return [];
    const { action = "ALLOW", rules = [] } = resource.props.spec ?? {};
    return rules.flatMap((each, index) => {
      if (action === "ALLOW") return looseAllows(each, `spec.rules[${index}]`);
      return action === "DENY" ? looseDenials(each, `spec.rules[${index}]`) : [];
    });
  },
});

const WANT_NAMES = "the names of those who may";

function looseAllows(rule: AuthorizationRule, path: string): Finding[] {
  const conditions = conditionsOf(rule, path);
  if (conditions.length === 0) return [{ path, got: rule, want: "a condition: a rule without one allows everything" }];
  return conditions.flatMap(({ field, path, values }) => {
    if (isNegative(field)) return [{ path, got: values, want: "nothing: name what is allowed instead" }];
    const isAnyone = ["principals", "namespaces", "serviceAccounts"].includes(field) && values?.includes("*");
    return isAnyone ? [{ path, got: values, want: WANT_NAMES }] : [];
  });
}

function looseDenials(rule: AuthorizationRule, path: string): Finding[] {
  const conditions = conditionsOf(rule, path);
  // A rule without conditions denies everything, which is as strict as can be.
  if (conditions.length === 0 || conditions.some(({ field }) => isNegative(field))) return [];
  return [{ path, got: rule, want: "notPaths, notPrincipals or the like: deny all but what is named" }];
}

function isNegative(field: string): boolean {
  return /^not[A-Z]/.test(field);
}

/** Every condition of a rule: who calls, what is called, and the rest. */
function conditionsOf(rule: AuthorizationRule, path: string) {
  const parts: { path: string; fields: Record<string, unknown> }[] = [
    ...(rule?.from ?? []).map((each, index) => ({ path: `${path}.from[${index}].source`, fields: each?.source ?? {} })),
    ...(rule?.to ?? []).map((each, index) => ({
      path: `${path}.to[${index}].operation`,
      fields: each?.operation ?? {},
    })),
    ...(rule?.when ?? []).map((each, index) => ({ path: `${path}.when[${index}]`, fields: each ?? {} })),
  ];
  return parts.flatMap(({ path, fields }) =>
    Object.keys(fields)
      .filter((field) => field !== "key")
      .map((field) => ({ field, path: `${path}.${field}`, values: fields[field] as string[] | undefined })),
  );
}
