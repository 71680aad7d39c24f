import { z } from "zod";
import { grants, grantsBeyond, type PolicyRule, type Power, ROLE_KINDS } from "../../lib/kubernetes/rbac.ts";
import { type StackFinding, stackRule } from "../../lib/rule.ts";

const RBAC = ["rbac.authorization.k8s.io"];
const WRITE = ["create", "update", "patch"];

/** What takes a subject further than its role says. `get` opens a session in a pod just as `create` does. */
const POWERS = {
  bind: [{ apiGroups: RBAC, resources: ["roles", "clusterroles"], verbs: ["bind"] }],
  escalate: [{ apiGroups: RBAC, resources: ["roles", "clusterroles"], verbs: ["escalate"] }],
  impersonate: [
    { apiGroups: [""], resources: ["users", "groups", "serviceaccounts"], verbs: ["impersonate"] },
    { apiGroups: ["authentication.k8s.io"], resources: ["uids", "userextras"], verbs: ["impersonate"] },
  ],
  "enter-pods": [
    { apiGroups: [""], resources: ["pods/exec", "pods/attach", "pods/portforward"], verbs: ["create", "get"] },
    { apiGroups: [""], resources: ["pods/ephemeralcontainers"], verbs: ["update", "patch"] },
  ],
  "create-pods": [
    { apiGroups: [""], resources: ["pods", "replicationcontrollers"], verbs: ["create"] },
    { apiGroups: ["apps"], resources: ["deployments", "statefulsets", "daemonsets", "replicasets"], verbs: ["create"] },
    { apiGroups: ["batch"], resources: ["jobs", "cronjobs"], verbs: ["create"] },
  ],
  "reach-kubelets": [{ apiGroups: [""], resources: ["nodes/proxy"], verbs: ["get", ...WRITE, "delete"] }],
  "approve-certificates": [
    {
      apiGroups: ["certificates.k8s.io"],
      resources: ["certificatesigningrequests/approval", "certificatesigningrequests/status"],
      verbs: ["update", "patch"],
    },
    { apiGroups: ["certificates.k8s.io"], resources: ["signers"], verbs: ["approve", "sign"] },
  ],
  "change-admission": [
    {
      apiGroups: ["admissionregistration.k8s.io"],
      resources: ["validatingwebhookconfigurations", "mutatingwebhookconfigurations"],
      verbs: [...WRITE, "delete", "deletecollection"],
    },
  ],
  "make-tokens": [{ apiGroups: [""], resources: ["serviceaccounts/token"], verbs: ["create"] }],
  "create-volumes": [{ apiGroups: [""], resources: ["persistentvolumes"], verbs: ["create"] }],
  "redirect-services": [{ apiGroups: [""], resources: ["services/status"], verbs: ["update", "patch"] }],
} satisfies Record<string, Power[]>;

const NAMES = Object.keys(POWERS) as (keyof typeof POWERS)[];

/**
 * No role may grant a power that leads to others. A rule for all resources is left to rbac-no-wildcards, unless it
 * names a verb that is for nothing else.
 */
export const rule = stackRule({
  name: "rbac-no-dangerous-verbs",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "A role must not grant powers by which its subjects could give themselves more.",
  why: "whoever may do this can have the rights of others, or of a node",
  fix: "take the verb or the resource out of the role, or name in allowSubjects who must have the power",
  references: ["CIS 5.1.4", "CIS 5.1.8-13", "KL access-to-create-pods", "KSC C-0002", "KSC C-0065", "CKV_K8S_155-158"],
  knobs: {
    allowSubjects: z
      .partialRecord(z.enum(NAMES), z.array(z.string()))
      .default({})
      .describe("By power, who may have it, such as ServiceAccount argocd/argocd-application-controller."),
  },
  check: (stack, { allowSubjects }) =>
    stack.of(...ROLE_KINDS).flatMap((role) =>
      NAMES.filter((name) => grantsBeyond(stack, role, allowSubjects[name] ?? []) !== undefined).flatMap((name) =>
        (role.props.rules ?? []).flatMap((each, index): StackFinding[] => {
          if (!POWERS[name].some((power) => grants(named(each, power), power))) return [];
          const got = { verbs: each.verbs, resources: each.resources };
          return [{ resource: role, path: `rules[${index}]`, got, want: `no power to ${name}`, id: name }];
        }),
      ),
    ),
});

const ONLY_HERE = ["bind", "escalate", "impersonate", "approve", "sign"];

/** A rule without the wildcards that stand for more than this power. */
function named(each: PolicyRule, { verbs }: Power): PolicyRule {
  const tells = verbs.some((verb) => ONLY_HERE.includes(verb) && each.verbs?.includes(verb));
  return tells ? each : { ...each, resources: (each.resources ?? []).filter((resource) => resource !== "*") };
}
