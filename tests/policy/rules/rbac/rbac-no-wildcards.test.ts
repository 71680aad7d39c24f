import { rule } from "../../../../policy/rules/rbac/rbac-no-wildcards.ts";
import { clusterRole, role } from "../../../support/roles.ts";
import { describeRule } from "../../../support/rule.ts";

const pods = { apiGroups: [""], resources: ["pods", "pods/log"], verbs: ["get", "list"] };

describeRule(rule, {
  passes: {
    "a role that names what it grants": { of: role([pods]) },
    "a path below a named one": { of: clusterRole([{ nonResourceURLs: ["/metrics", "/healthz/*"], verbs: ["get"] }]) },
    "a role whose rules others make": { of: clusterRole([]) },
    "a role that may have them": {
      of: clusterRole([{ ...pods, verbs: ["*"] }]),
      knobs: { allowRoles: ["reader"] },
    },
  },
  fails: {
    "each list with a wildcard": {
      of: clusterRole([pods, { apiGroups: ["*"], resources: ["*"], verbs: ["get", "*"] }]),
      finds: [
        'rules[1].verbs: got ["get","*"], want names',
        'rules[1].resources: got ["*"], want names',
        'rules[1].apiGroups: got ["*"], want names',
      ],
    },
    "a part of every resource": {
      of: role([{ ...pods, resources: ["*/scale"] }]),
      finds: ['rules[0].resources: got ["*/scale"], want names'],
    },
    "every path": {
      of: clusterRole([{ nonResourceURLs: ["*"], verbs: ["get"] }]),
      finds: ['rules[0].nonResourceURLs: got ["*"], want names'],
    },
    "a wildcard in a role that is only named like one that may": {
      of: role([{ ...pods, verbs: ["*"] }], "reader-2"),
      knobs: { allowRoles: ["reader"] },
      finds: ['rules[0].verbs: got ["*"], want names'],
    },
  },
  unknown: {
    "verbs that are not known yet, and finds the wildcard beside them": {
      of: role([{ ...pods, resources: ["*"] }]),
      path: "rules[0].verbs",
      finds: ['rules[0].resources: got ["*"], want names'],
    },
    "a verb that is not known yet": { of: role([pods]), path: "rules[0].verbs[1]" },
  },
  mutation: {
    kind: "kubernetes:rbac.authorization.k8s.io:Role",
    change: ({ props }) => {
      props.rules[0].verbs = ["*"];
    },
  },
});
