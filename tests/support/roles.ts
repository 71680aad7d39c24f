import { object } from "./kubernetes.ts";
import type { Fixture } from "./rule.ts";

const API = "kubernetes:rbac.authorization.k8s.io/v1";

/** A Role of the agents' namespace. */
export function role(rules: object[], name = "reader"): Fixture {
  return { ...object(`${API}:Role`, { name }, { rules }), name };
}

/** A ClusterRole. */
export function clusterRole(rules: object[], name = "reader"): Fixture {
  return { ...object(`${API}:ClusterRole`, { name, namespace: undefined }, { rules }), name };
}

/** The service account of an agent. */
export const AGENT = { kind: "ServiceAccount", name: "research-agent", namespace: "agents" };

/** Grants a role in the agents' namespace. */
export function roleBinding(kind: "Role" | "ClusterRole", name: string, subjects: object[] = [AGENT]): Fixture {
  const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind, name };
  return { ...object(`${API}:RoleBinding`, {}, { roleRef, subjects }), name: "binding" };
}

/** Grants a role in the whole cluster. */
export function clusterRoleBinding(name: string, subjects: object[] = [AGENT]): Fixture {
  const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name };
  return { ...object(`${API}:ClusterRoleBinding`, { namespace: undefined }, { roleRef, subjects }), name: "binding" };
}
