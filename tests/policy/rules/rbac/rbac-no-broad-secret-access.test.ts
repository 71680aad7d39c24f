import { rule } from "../../../../policy/rules/rbac/rbac-no-broad-secret-access.ts";
import { clusterRole, clusterRoleBinding, role, roleBinding } from "../../../support/roles.ts";
import { describeRule } from "../../../support/rule.ts";

const secrets = { apiGroups: [""], resources: ["secrets"], verbs: ["get"] };
const named = { ...secrets, resourceNames: ["openai-api-key"] };
const MAY = { allowSubjects: ["ServiceAccount agents/research-agent"] };
const GOT = 'got {"verbs":["get"],"resources":["secrets"]}';
const GOT_NAMED = 'got {"verbs":["get"],"resources":["secrets"],"resourceNames":["openai-api-key"]}';
const CLUSTER = "want no secrets in a role for the whole cluster";
const NAMESPACE = "want verb get and resourceNames for secrets (advice)";

describeRule(rule, {
  passes: {
    "a Role that names its secrets": { of: [role([named]), roleBinding("Role", "reader")] },
    "a ClusterRole that names them, for one namespace": {
      of: [clusterRole([named]), roleBinding("ClusterRole", "reader")],
    },
    "other resources": { of: [clusterRole([{ ...secrets, resources: ["configmaps"] }]), clusterRoleBinding("reader")] },
    "the secrets of another API": {
      of: [clusterRole([{ ...secrets, apiGroups: ["acme.com"] }]), clusterRoleBinding("reader")],
    },
    "who only writes secrets": {
      of: [clusterRole([{ ...secrets, verbs: ["create"] }]), clusterRoleBinding("reader")],
    },
    "who may read any": { of: [clusterRole([secrets]), clusterRoleBinding("reader")], knobs: MAY },
    "who may read any, by a role of the cluster": { of: clusterRoleBinding("admin"), knobs: MAY },
    "a role of the cluster that reads none": { of: clusterRoleBinding("view") },
  },
  fails: {
    "secrets of every namespace": {
      of: [clusterRole([secrets]), clusterRoleBinding("reader")],
      finds: [`reader rules[0]: ${GOT}, ${CLUSTER}`],
    },
    "secrets of a name in every namespace": {
      of: [clusterRole([named]), clusterRoleBinding("reader")],
      finds: [`reader rules[0]: ${GOT_NAMED}, ${CLUSTER}`],
    },
    "secrets among all resources": {
      of: [
        clusterRole([{ apiGroups: ["*"], resources: ["*"], verbs: ["list"] }]),
        clusterRoleBinding("reader"),
        roleBinding("ClusterRole", "reader"),
      ],
      finds: [`reader rules[0]: got {"verbs":["list"],"resources":["*"]}, ${CLUSTER}`],
    },
    "all secrets of a namespace, as advice": { of: role([secrets]), finds: [`rules[0]: ${GOT}, ${NAMESPACE}`] },
    "a ClusterRole that the stack does not bind, as advice": {
      of: clusterRole([secrets]),
      finds: [`rules[0]: ${GOT}, ${NAMESPACE}`],
    },
    "a list, which names do not limit, as advice": {
      of: role([{ ...named, verbs: ["list"] }]),
      finds: [
        `rules[0]: got {"verbs":["list"],"resources":["secrets"],"resourceNames":["openai-api-key"]}, ${NAMESPACE}`,
      ],
    },
    "a role of the cluster that reads them all": {
      of: clusterRoleBinding("edit"),
      finds: ['roleRef.name: got "edit", want a role that does not read secrets'],
    },
    "a role of the cluster for one namespace, as advice": {
      of: roleBinding("ClusterRole", "admin"),
      finds: ['roleRef.name: got "admin", want a role that does not read secrets (advice)'],
    },
  },
  unknown: {
    "names that are not known yet": { of: role([named]), path: "rules[0].resourceNames" },
    "a binding's role that is not known yet": {
      of: [clusterRoleBinding("edit"), clusterRole([])],
      path: "roleRef.name",
    },
  },
  mutation: {
    kind: "kubernetes:rbac.authorization.k8s.io:Role",
    change: ({ props }) => {
      delete props.rules[0].resourceNames;
    },
  },
});
