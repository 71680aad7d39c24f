import type { Departure, Rule } from "../../lib/rule.ts";
import { rule as nsPodSecurity } from "./ns-pod-security.ts";
import { rule as nsQuota } from "./ns-quota.ts";
import { rule as rbacNoAnonymousSubjects } from "./rbac-no-anonymous-subjects.ts";
import { rule as rbacNoBroadSecretAccess } from "./rbac-no-broad-secret-access.ts";
import { rule as rbacNoDangerousVerbs } from "./rbac-no-dangerous-verbs.ts";
import { rule as rbacNoPrivilegedBinding } from "./rbac-no-privileged-binding.ts";
import { rule as rbacNoWildcards } from "./rbac-no-wildcards.ts";

export const rules: Rule[] = [
  rbacNoWildcards,
  rbacNoPrivilegedBinding,
  rbacNoAnonymousSubjects,
  rbacNoBroadSecretAccess,
  rbacNoDangerousVerbs,
  nsPodSecurity,
  nsQuota,
];

export const departures: Departure[] = [
  {
    row: "rbac-no-privileged-binding",
    policies: ["rbac-no-privileged-binding", "rbac-no-anonymous-subjects"],
    why: "What is granted and to whom are two concerns, and a role for everybody is refused in every tier.",
  },
  {
    row: "ns-guardrails",
    policies: ["ns-pod-security", "ns-quota"],
    why: "Labels are the namespace's own and can be mended, quotas are other objects and only advice without agents.",
  },
];
