import { APPLICATION_KINDS, applicationOf } from "../../lib/kubernetes/argoApplication.ts";
import { metadataOf } from "../../lib/resource.ts";
import { stackRule } from "../../lib/rule.ts";

/** What deletes and overwrites by itself must do so at set times, or ask first. */
export const rule = stackRule({
  name: "argocd-guarded-prune",
  pack: "reliability",
  enforcement: "advice",
  severity: "medium",
  description:
    "An Argo CD application that prunes and heals by itself must do so in sync windows, or ask before it prunes.",
  why: "a wrong commit deletes what runs within minutes, at any hour",
  fix: "add syncWindows to the application's AppProject, or Prune=confirm to syncPolicy.syncOptions",
  references: ["Argo CD sync windows", "Argo CD sync options"],
  check(stack) {
    const windowed = stack
      .of("kubernetes:argoproj.io:AppProject")
      .filter(({ props }) => (props.spec?.syncWindows ?? []).length > 0)
      .map((project) => metadataOf(project).name);
    return stack.of(...APPLICATION_KINDS).flatMap((resource) => {
      const { spec, path } = applicationOf(resource);
      const { automated, syncOptions } = spec.syncPolicy ?? {};
      if (automated?.enabled === false || !automated?.prune || !automated.selfHeal) return [];
      if (windowed.includes(spec.project ?? "default") || syncOptions?.includes("Prune=confirm")) return [];
      const want = "sync windows in the AppProject, or the option Prune=confirm";
      return [{ resource, path: `${path}.syncPolicy.automated`, got: automated, want, absent: true }];
    });
  },
});
