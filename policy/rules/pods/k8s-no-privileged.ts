import { z } from "zod";
import { containersIn, containersOf, POD_KINDS, podSpecIn } from "../../lib/kubernetes/pods.ts";
import { resourceRule } from "../../lib/rule.ts";

/** Every container of every kind that makes pods must do without the node's own privileges. */
export const rule = resourceRule({
  name: "k8s-no-privileged",
  pack: "security",
  enforcement: "always",
  severity: "critical",
  description: "A container must not be privileged.",
  why: "it could do to the node whatever root can",
  fix: "remove securityContext.privileged, and add the one capability that is needed instead",
  references: ["PSS baseline", "CIS 5.2.2", "NSA C-0057", "CKV_K8S_16"],
  kinds: POD_KINDS,
  knobs: {
    exemptImages: z.array(z.string()).default([]).describe("Images, without tag and digest, that may be privileged."),
  },
  check: (resource, { exemptImages }) =>
    containersOf(resource)
      .filter(({ container }) => container.securityContext?.privileged === true)
      .filter(({ container }) => !exemptImages.includes((container.image ?? "").replace(/[:@][^/]*$/, "")))
      .map(({ path }) => ({ path: `${path}.securityContext.privileged`, got: true, want: "false" })),
  remediate(props, _knobs, kind) {
    for (const { securityContext } of containersIn(podSpecIn(kind, props))) {
      if (securityContext?.privileged === true) securityContext.privileged = false;
    }
  },
});
