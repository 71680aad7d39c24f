import { rule } from "../../../../policy/rules/rbac/rbac-no-anonymous-subjects.ts";
import { AGENT, clusterRoleBinding, roleBinding } from "../../../support/roles.ts";
import { describeRule } from "../../../support/rule.ts";

const authenticated = { kind: "Group", name: "system:authenticated" };
const WANT = "want a subject of its own";

describeRule(rule, {
  passes: {
    "a service account": { of: clusterRoleBinding("view") },
    "a component of the cluster": {
      of: clusterRoleBinding("system:kube-scheduler", [{ kind: "User", name: "system:kube-scheduler" }]),
    },
    "a role that everybody may have": {
      of: clusterRoleBinding("system:service-account-issuer-discovery", [
        { kind: "Group", name: "system:unauthenticated" },
      ]),
    },
    "a role of one's own that everybody may have": {
      of: clusterRoleBinding("status", [authenticated]),
      knobs: { publicRoles: ["status"] },
    },
    "a subject that may be": {
      of: clusterRoleBinding("view", [authenticated]),
      knobs: { allowSubjects: ["Group system:authenticated"] },
    },
    "a service account that only has the name": {
      of: roleBinding("Role", "reader", [{ ...AGENT, name: "system:masters" }]),
    },
  },
  fails: {
    "everybody, beside one who is somebody": {
      of: roleBinding("Role", "reader", [AGENT, { kind: "User", name: "system:anonymous" }, authenticated]),
      finds: [
        `subjects[1]: got "User system:anonymous", ${WANT}`,
        `subjects[2]: got "Group system:authenticated", ${WANT}`,
      ],
    },
    "whoever does not say who they are": {
      of: clusterRoleBinding("view", [{ kind: "Group", name: "system:unauthenticated" }]),
      finds: [`subjects[0]: got "Group system:unauthenticated", ${WANT}`],
    },
    "the group that no role can bind": {
      of: clusterRoleBinding("view", [{ kind: "Group", name: "system:masters" }]),
      finds: [`subjects[0]: got "Group system:masters", ${WANT}`],
    },
    "everybody for a role of the cluster that is not for everybody": {
      of: clusterRoleBinding("system:node", [authenticated]),
      finds: [`subjects[0]: got "Group system:authenticated", ${WANT}`],
    },
  },
  unknown: {
    "a subject that is not known yet": {
      of: clusterRoleBinding("view", [authenticated]),
      path: "subjects[0].name",
    },
  },
  mutation: {
    kind: "kubernetes:rbac.authorization.k8s.io:ClusterRoleBinding",
    change: ({ props }) => {
      props.subjects = [authenticated];
    },
  },
});
