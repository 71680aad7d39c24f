import type { Departure, Rule } from "../../lib/rule.ts";
import { rule as argocdDedicatedProject } from "./argocd-dedicated-project.ts";
import { rule as argocdGuardedPrune } from "./argocd-guarded-prune.ts";
import { rule as argocdLeastPrivilege } from "./argocd-least-privilege.ts";
import { rule as argocdPinnedRevision } from "./argocd-pinned-revision.ts";
import { rule as argocdTrustedRepo } from "./argocd-trusted-repo.ts";

export const rules: Rule[] = [
  argocdLeastPrivilege,
  argocdDedicatedProject,
  argocdPinnedRevision,
  argocdTrustedRepo,
  argocdGuardedPrune,
];

export const departures: Departure[] = [
  {
    row: "argocd-least-privilege",
    policies: ["argocd-least-privilege", "argocd-dedicated-project"],
    why: "What a project allows and which project an application uses belong to different objects and owners.",
  },
  {
    row: "argocd-pinned-revision",
    policies: ["argocd-pinned-revision", "argocd-trusted-repo", "argocd-guarded-prune"],
    why: "The revision, the repository and how changes are applied are three concerns, and the last needs the project.",
  },
];
