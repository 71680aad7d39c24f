import { rule } from "../../../../policy/rules/agents/agent-no-cluster-role.ts";
import { agent } from "../../../support/agentIdentities.ts";
import { object } from "../../../support/kubernetes.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

const research = agent("research-agent", "research-agent");
const account = { kind: "ServiceAccount", name: "research-agent", namespace: "agents" };
const want = "want no agent: research-agent would get view";

function binding(
  subjects: object[],
  kind = "RoleBinding",
  roleRef: object = { kind: "ClusterRole", name: "view" },
): Fixture {
  const type = `kubernetes:rbac.authorization.k8s.io/v1:${kind}`;
  return { ...object(type, { name: "binding" }, { roleRef, subjects }), name: "binding" };
}

describeRule(rule, {
  passes: {
    "an agent that is bound to nothing": { of: [research, binding([{ ...account, name: "operator" }])] },
    "a ServiceAccount of that name in another namespace": {
      of: [research, binding([{ ...account, namespace: "other" }])],
    },
    "a user of that name": { of: [research, binding([{ kind: "User", name: "research-agent" }])] },
    "all ServiceAccounts of another namespace": {
      of: [research, binding([{ kind: "Group", name: "system:serviceaccounts:other" }], "ClusterRoleBinding")],
    },
    "a role that an agent may have": { of: [research, binding([account])], knobs: { allowedRoles: ["view"] } },
    "a workload that is no agent": {
      of: [research, binding([account])],
      knobs: { agentSelector: { tier: "agents" } },
    },
  },
  fails: {
    "a binding of what its pods run as unless told": {
      of: [agent("research-agent", undefined), binding([{ ...account, name: "default" }])],
      finds: [`binding subjects[0]: got "default", ${want}`],
    },
    "a binding of an agent": {
      of: [research, binding([{ kind: "User", name: "jane" }, account])],
      finds: [`binding subjects[1]: got "research-agent", ${want}`],
    },
    "a binding in another namespace": {
      of: [
        research,
        { ...binding([account]), props: { ...binding([account]).props, metadata: { namespace: "other" } } },
      ],
      finds: [`binding subjects[0]: got "research-agent", ${want}`],
    },
    "a binding for the whole cluster": {
      of: [research, binding([account], "ClusterRoleBinding")],
      finds: [`binding subjects[0]: got "research-agent", ${want}`],
    },
    "a binding of all ServiceAccounts of its namespace": {
      of: [research, binding([{ kind: "Group", name: "system:serviceaccounts:agents" }])],
      finds: [`binding subjects[0]: got "system:serviceaccounts:agents", ${want}`],
    },
    "a binding of everybody": {
      of: [research, binding([{ kind: "Group", name: "system:authenticated" }], "ClusterRoleBinding")],
      finds: [`binding subjects[0]: got "system:authenticated", ${want}`],
    },
  },
  unknown: {
    "a subject that is not known yet": { of: [binding([account]), research], path: "subjects[0].name" },
    "a ServiceAccount that is not known yet": {
      of: [research, binding([{ ...account, name: "default" }])],
      path: "spec.template.spec.serviceAccountName",
    },
  },
  mutation: {
    kind: "kubernetes:rbac.authorization.k8s.io:RoleBinding",
    change: ({ props }, all) => {
      const pods = all.find(({ props: { spec } }) => spec?.template?.spec?.serviceAccountName);
      props.subjects = [{ ...account, name: pods?.props.spec.template.spec.serviceAccountName }];
    },
  },
});
