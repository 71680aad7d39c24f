import { POD_KINDS } from "../../lib/kubernetes/pods.ts";
import { securityContextsIn, securityContextsOf } from "../../lib/kubernetes/securityContexts.ts";
import { resourceRule } from "../../lib/rule.ts";

/** A container of Windows must not run as a process of its node. */
export const rule = resourceRule({
  name: "k8s-no-host-process",
  pack: "security",
  enforcement: "production",
  severity: "critical",
  description: "A Windows container must not run as a process of its node.",
  why: "it could do to the node whatever its user can",
  fix: "remove securityContext.windowsOptions.hostProcess",
  references: ["PSS baseline", "CIS 5.2.10", "PO hostProcess"],
  kinds: POD_KINDS,
  check: (resource) =>
    securityContextsOf(resource)
      .filter(({ context }) => context.windowsOptions?.hostProcess === true)
      .map(({ path }) => ({ path: `${path}.windowsOptions.hostProcess`, got: true, want: "false" })),
  remediate(props, _knobs, kind) {
    for (const { windowsOptions } of securityContextsIn(kind, props)) {
      if (windowsOptions?.hostProcess) windowsOptions.hostProcess = false;
    }
  },
});
