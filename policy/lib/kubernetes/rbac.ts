import type { PropsOf } from "../kinds/index.ts";
import { type AnyResource, metadataOf, type Resource } from "../resource.ts";
import type { Stack } from "../stack.ts";
import { clusterOf, namespaceOf, placeOf } from "./place.ts";

const API = "kubernetes:rbac.authorization.k8s.io";

export const ROLE_KINDS = [`${API}:Role`, `${API}:ClusterRole`] as const;
export const BINDING_KINDS = [`${API}:RoleBinding`, `${API}:ClusterRoleBinding`] as const;

export type Role = Resource<(typeof ROLE_KINDS)[number]>;
export type Binding = Resource<(typeof BINDING_KINDS)[number]>;
export type PolicyRule = NonNullable<PropsOf<(typeof ROLE_KINDS)[number]>["rules"]>[number];
export type Subject = NonNullable<PropsOf<(typeof BINDING_KINDS)[number]>["subjects"]>[number];

/** Whether a role or a binding of it holds in the whole cluster. */
export function isClusterWide({ kind }: Binding): boolean {
  return kind === `${API}:ClusterRoleBinding`;
}

/** Whether a binding grants this role. */
export function binds(binding: Binding, role: Role): boolean {
  const { kind, name } = binding.props.roleRef ?? {};
  if (!role.kind.endsWith(`:${kind}`) || name !== metadataOf(role as AnyResource).name) return false;
  return kind === "ClusterRole" ? clusterOf(binding) === clusterOf(role) : placeOf(binding) === placeOf(role);
}

/** The role that a binding grants, where it is of the stack. */
export function roleOf(stack: Stack, binding: Binding): Role | undefined {
  return stack.of(...ROLE_KINDS).find((role) => binds(binding, role));
}

/** A subject as people name it: `Group operators`, `ServiceAccount argocd/argocd-server`. */
export function subjectTitle({ kind, name, namespace }: Subject, binding: Binding): string {
  return kind === "ServiceAccount" ? `${kind} ${namespace ?? namespaceOf(binding)}/${name}` : `${kind} ${name}`;
}

/** Who gets something by a binding, but for those who may have it. */
export function subjectsBeyond(binding: Binding, allowed: readonly string[]): Subject[] {
  return (binding.props.subjects ?? []).filter((subject) => !allowed.includes(subjectTitle(subject, binding)));
}

/**
 * The bindings that grant a role to others than those who may have it: none for a role that is bound elsewhere, if at
 * all. Undefined where the stack grants it to those alone.
 */
export function grantsBeyond(stack: Stack, role: Role, allowed: readonly string[]): Binding[] | undefined {
  const bindings = stack.of(...BINDING_KINDS).filter((binding) => binds(binding, role));
  const beyond = bindings.filter((binding) => subjectsBeyond(binding, allowed).length > 0);
  const isBound = bindings.some(({ props }) => (props.subjects ?? []).length > 0);
  return isBound && beyond.length === 0 ? undefined : beyond;
}

/** A power that a rule of a role may grant. */
export interface Power {
  apiGroups: readonly string[];
  resources: readonly string[];
  verbs: readonly string[];
}

/** Whether a rule grants a power, by name or by wildcard, over one of its resources at least. */
export function grants(rule: PolicyRule, { apiGroups, resources, verbs }: Power): boolean {
  return (
    holds(rule.apiGroups, apiGroups) && holds(rule.verbs, verbs) && resources.some((each) => isCovered(rule, each))
  );
}

function holds(given: readonly string[] = [], wanted: readonly string[]): boolean {
  return given.includes("*") || given.some((each) => wanted.includes(each));
}

/** As Kubernetes matches them: `*` is everything, and `*` before a slash is that part of everything. */
function isCovered({ resources = [] }: PolicyRule, resource: string): boolean {
  const [, part] = resource.split("/");
  return resources.includes("*") || resources.includes(resource) || (!!part && resources.includes(`*/${part}`));
}
