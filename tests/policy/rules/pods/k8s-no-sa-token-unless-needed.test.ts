import { rule } from "../../../../policy/rules/pods/k8s-no-sa-token-unless-needed.ts";
import { AGENT_LABELS, deployment, object, podSpec } from "../../../support/kubernetes.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

function account(change: object = {}, name = "research-agent"): Fixture {
  return { ...object("kubernetes:core/v1:ServiceAccount", { name }, change), name: `account-${name}` };
}

function binding(subject: object, namespace = "agents"): Fixture {
  return {
    ...object("kubernetes:rbac.authorization.k8s.io/v1:RoleBinding", { namespace }, { subjects: [subject] }),
    name: "binding",
  };
}

const silent = deployment(podSpec({ automountServiceAccountToken: undefined }));
const asking = deployment(podSpec({ automountServiceAccountToken: true }));
const subject = { kind: "ServiceAccount", name: "research-agent", namespace: "agents" };
const at = "spec.template.spec.automountServiceAccountToken";

describeRule(rule, {
  passes: {
    "a pod without a token": { of: deployment() },
    "a pod whose account refuses": { of: [silent, account({ automountServiceAccountToken: false })] },
    "an account that says nothing, where its pod refuses": { of: [deployment(), account()] },
    "an account with rights": { of: [asking, account(), binding(subject)] },
    "an account with rights across the cluster": {
      of: [silent, object("kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding", {}, { subjects: [subject] })],
    },
    "an account with rights from elsewhere": {
      of: [asking, account({}, "operator")],
      knobs: { allowServiceAccounts: ["agents/research-agent", "agents/operator"] },
    },
  },
  fails: {
    "a pod that says nothing, nor does its account": {
      of: [silent, account()],
      finds: [`it ${at}: got nothing, want false`],
    },
    "a pod that asks for a token, whatever its account says": {
      of: [asking, account({ automountServiceAccountToken: false })],
      finds: [`it ${at}: got true, want false`],
    },
    "an account of another namespace that has the rights": {
      of: [silent, binding({ ...subject, namespace: "other" })],
      finds: [`it ${at}: got nothing, want false`],
    },
    "a user of the account's name that has the rights": {
      of: [silent, binding({ kind: "User", name: "research-agent" })],
      finds: [`it ${at}: got nothing, want false`],
    },
    "the default account, of other workloads as advice": {
      of: deployment(podSpec({ serviceAccountName: undefined, automountServiceAccountToken: undefined })),
      knobs: { agentSelector: { ...AGENT_LABELS, team: "agents" } },
      finds: [`${at}: got nothing, want false (advice)`],
    },
    "an account that no pod of the stack uses, as advice": {
      of: account({ automountServiceAccountToken: true }),
      finds: ["automountServiceAccountToken: got true, want false (advice)"],
    },
  },
  unknown: {
    "rights that are not known yet": {
      of: [binding(subject), silent],
      path: "subjects",
      finds: [`it-1 ${at}: got nothing, want false`],
      undecided: ["binding subjects"],
    },
    "a value that is not known yet": { of: deployment(), path: at },
  },
  mutation: {
    kind: "kubernetes:apps:Deployment",
    change: ({ props }) => {
      props.spec.template.spec.automountServiceAccountToken = true;
    },
  },
});
