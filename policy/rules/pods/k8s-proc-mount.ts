import { containersIn, containersOf, POD_KINDS, podSpecIn } from "../../lib/kubernetes/pods.ts";
import { resourceRule } from "../../lib/rule.ts";

/** A container must see /proc as the runtime masks it. */
export const rule = resourceRule({
  name: "k8s-proc-mount",
  pack: "security",
  enforcement: "production",
  severity: "medium",
  description: "A container must see /proc as the runtime masks it.",
  why: "it could read the kernel's keys and write the kernel's settings",
  fix: "remove securityContext.procMount",
  references: ["PSS baseline", "PSS restricted", "KL unsafe-proc-mount", "PO procMount"],
  kinds: POD_KINDS,
  check: (resource) =>
    containersOf(resource)
      .map(({ container, path }) => ({
        path: `${path}.securityContext.procMount`,
        got: container.securityContext?.procMount,
        want: "Default",
      }))
      .filter(({ got }) => got !== undefined && got !== "Default"),
  remediate(props, _knobs, kind) {
    for (const { securityContext } of containersIn(podSpecIn(kind, props))) {
      if (securityContext?.procMount) securityContext.procMount = "Default";
    }
  },
});
