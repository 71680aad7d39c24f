import { rule } from "../../../../policy/rules/rbac/rbac-no-dangerous-verbs.ts";
import { clusterRole, clusterRoleBinding, role, roleBinding } from "../../../support/roles.ts";
import { describeRule } from "../../../support/rule.ts";

const may = (apiGroup: string, resource: string, verb: string) => ({
  apiGroups: [apiGroup],
  resources: [resource],
  verbs: [verb],
});
const finds = (index: number, verb: string, resource: string, power: string) =>
  `rules[${index}]: got {"verbs":["${verb}"],"resources":["${resource}"]}, want no power to ${power}`;

const RBAC = "rbac.authorization.k8s.io";
const ADMISSION = "admissionregistration.k8s.io";
/** Each with the power that it grants. */
const GRANTS: [apiGroup: string, resource: string, verb: string, power: string][] = [
  [RBAC, "clusterroles", "bind", "bind"],
  [RBAC, "roles", "escalate", "escalate"],
  ["", "serviceaccounts", "impersonate", "impersonate"],
  ["authentication.k8s.io", "uids", "impersonate", "impersonate"],
  ["", "*", "impersonate", "impersonate"],
  ["", "pods/exec", "get", "enter-pods"],
  ["", "pods/attach", "create", "enter-pods"],
  ["", "*/portforward", "create", "enter-pods"],
  ["", "pods/ephemeralcontainers", "patch", "enter-pods"],
  ["", "pods", "create", "create-pods"],
  ["apps", "deployments", "*", "create-pods"],
  ["batch", "cronjobs", "create", "create-pods"],
  ["", "nodes/proxy", "get", "reach-kubelets"],
  ["certificates.k8s.io", "certificatesigningrequests/approval", "update", "approve-certificates"],
  ["certificates.k8s.io", "signers", "approve", "approve-certificates"],
  [ADMISSION, "mutatingwebhookconfigurations", "patch", "change-admission"],
  ["", "serviceaccounts/token", "create", "make-tokens"],
  ["", "persistentvolumes", "create", "create-volumes"],
  ["", "services/status", "patch", "redirect-services"],
];

describeRule(rule, {
  passes: {
    reading: { of: role([may("", "pods", "get"), may("", "pods/log", "get"), may("apps", "deployments", "list")]) },
    "changing what runs already": { of: role([may("apps", "deployments", "patch"), may("", "pods", "delete")]) },
    "a claim to a volume": { of: role([may("", "persistentvolumeclaims", "create")]) },
    "a resource of that name in another API": { of: role([may("acme.com", "pods", "create")]) },
    "everything, which is another policy's finding": { of: clusterRole([may("*", "*", "*")]) },
    "who may make pods": {
      of: [role([may("", "pods", "create")]), roleBinding("Role", "reader")],
      knobs: { allowSubjects: { "create-pods": ["ServiceAccount agents/research-agent"] } },
    },
  },
  fails: {
    "each power": {
      of: clusterRole(GRANTS.map(([apiGroup, resource, verb]) => may(apiGroup, resource, verb))),
      finds: GRANTS.map(([, resource, verb, power], index) => finds(index, verb, resource, power)),
    },
    "several powers of one rule": {
      of: role([{ apiGroups: [""], resources: ["pods", "pods/exec"], verbs: ["create"] }]),
      finds: [
        'rules[0]: got {"verbs":["create"],"resources":["pods","pods/exec"]}, want no power to enter-pods',
        'rules[0]: got {"verbs":["create"],"resources":["pods","pods/exec"]}, want no power to create-pods',
      ],
    },
    "who may make pods, but not enter them": {
      of: [role([may("", "pods", "create"), may("", "pods/exec", "create")]), roleBinding("Role", "reader")],
      knobs: { allowSubjects: { "create-pods": ["ServiceAccount agents/research-agent"] } },
      finds: [`reader ${finds(1, "create", "pods/exec", "enter-pods")}`],
    },
    "one who may not among those who may": {
      of: [
        clusterRole([may("", "pods", "create")]),
        clusterRoleBinding("reader", [
          { kind: "Group", name: "operators" },
          { kind: "User", name: "ann" },
        ]),
      ],
      knobs: { allowSubjects: { "create-pods": ["Group operators"] } },
      finds: [`reader ${finds(0, "create", "pods", "create-pods")}`],
    },
  },
  unknown: {
    "resources that are not known yet, and finds the rule after them": {
      of: role([may("", "pods", "create"), may("", "nodes/proxy", "get")]),
      path: "rules[0].resources",
      finds: [finds(1, "get", "nodes/proxy", "reach-kubelets")],
    },
  },
  mutation: {
    kind: "kubernetes:rbac.authorization.k8s.io:Role",
    change: ({ props }) => {
      props.rules[0].verbs.push("create");
    },
  },
});
