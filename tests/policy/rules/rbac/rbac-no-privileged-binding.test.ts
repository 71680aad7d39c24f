import { rule } from "../../../../policy/rules/rbac/rbac-no-privileged-binding.ts";
import { clusterRole, clusterRoleBinding, role, roleBinding } from "../../../support/roles.ts";
import { describeRule } from "../../../support/rule.ts";

const EVERYTHING = [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }];
const operators = { kind: "Group", name: "operators" };
const FOR_AGENT = "want a narrower role for ServiceAccount agents/research-agent";

describeRule(rule, {
  passes: {
    "a narrow role": {
      of: [clusterRoleBinding("reader"), clusterRole([{ apiGroups: ["*"], resources: ["*"], verbs: ["get"] }])],
    },
    "a role that the cluster brings along": { of: roleBinding("ClusterRole", "view") },
    "a Role that only has the name": { of: roleBinding("Role", "cluster-admin") },
    "a binding without subjects": { of: clusterRoleBinding("cluster-admin", []) },
    "a subject that may have it": {
      of: clusterRoleBinding("cluster-admin", [operators]),
      knobs: { allowSubjects: ["Group operators"] },
    },
    "a role that may be granted": { of: clusterRoleBinding("cluster-admin"), knobs: { privilegedRoles: [] } },
  },
  fails: {
    "cluster-admin": {
      of: clusterRoleBinding("cluster-admin"),
      finds: [`roleRef.name: got "cluster-admin", ${FOR_AGENT}`],
    },
    "cluster-admin of one namespace": {
      of: roleBinding("ClusterRole", "cluster-admin"),
      finds: [`roleRef.name: got "cluster-admin", ${FOR_AGENT}`],
    },
    "a role of the stack that is as good": {
      of: [clusterRoleBinding("reader"), clusterRole(EVERYTHING)],
      finds: [`binding roleRef.name: got "reader", ${FOR_AGENT}`],
    },
    "a Role that is as good in its namespace": {
      of: [roleBinding("Role", "reader"), role(EVERYTHING)],
      finds: [`binding roleRef.name: got "reader", ${FOR_AGENT}`],
    },
    "the one subject that may not": {
      of: clusterRoleBinding("cluster-admin", [operators, { kind: "User", name: "ann" }]),
      knobs: { allowSubjects: ["Group operators"] },
      finds: ['roleRef.name: got "cluster-admin", want a narrower role for User ann'],
    },
    "another role that nobody may have": {
      of: clusterRoleBinding("admin"),
      knobs: { privilegedRoles: ["admin"] },
      finds: [`roleRef.name: got "admin", ${FOR_AGENT}`],
    },
  },
  unknown: {
    "a role that is not known yet": { of: clusterRoleBinding("cluster-admin"), path: "roleRef.name" },
    "a subject that is not known yet": {
      of: clusterRoleBinding("cluster-admin", [operators]),
      path: "subjects",
    },
  },
  mutation: {
    kind: "kubernetes:rbac.authorization.k8s.io:ClusterRoleBinding",
    change: ({ props }) => {
      props.roleRef.name = "cluster-admin";
    },
  },
});
