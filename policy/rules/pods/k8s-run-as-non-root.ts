import { z } from "zod";
import { containersIn, POD_KINDS, podOf, podSpecIn } from "../../lib/kubernetes/pods.ts";
import { effectiveOf } from "../../lib/kubernetes/securityContexts.ts";
import { resourceRule } from "../../lib/rule.ts";

/** No container may run as root, by what it says itself or takes from its pod. */
export const rule = resourceRule({
  name: "k8s-run-as-non-root",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "A container must run as a user other than root.",
  why: "root in a container is root on the node as soon as it gets out",
  fix: "set securityContext.runAsNonRoot to true, and runAsUser to the user that the image is made for",
  references: ["PSS restricted", "CIS 5.2.7", "KL run-as-non-root", "NSA C-0013", "CKV_K8S_23", "CKV_K8S_40"],
  kinds: POD_KINDS,
  knobs: {
    minUid: z.int().min(1).default(1).describe("Smallest user id that runAsUser may name."),
    allowUserNamespaces: z
      .boolean()
      .default(false)
      .describe("Whether pods with hostUsers false may run as root, as the standards have it from Kubernetes 1.35 on."),
  },
  check(resource, { minUid, allowUserNamespaces }) {
    if (allowUserNamespaces && podOf(resource)?.spec.hostUsers === false) return [];
    return [
      ...effectiveOf(resource, "runAsNonRoot")
        .filter(({ value }) => value !== true)
        .map(({ value, path }) => ({ path, got: value, want: "true" })),
      ...effectiveOf(resource, "runAsUser")
        .filter(({ value = minUid }) => value < minUid)
        .map(({ value, path }) => ({ path, got: value, want: `at least ${minUid}` })),
    ];
  },
  remediate(props, { allowUserNamespaces }, kind) {
    const spec = podSpecIn(kind, props);
    if (allowUserNamespaces && spec?.hostUsers === false) return;
    for (const container of containersIn(spec)) {
      const own = container.securityContext ?? {};
      const ofPod = spec?.securityContext ?? {};
      // With the user said to be root, the container would only fail to start.
      if ((own.runAsNonRoot ?? ofPod.runAsNonRoot) === true || (own.runAsUser ?? ofPod.runAsUser) === 0) continue;
      container.securityContext = { ...own, runAsNonRoot: true };
    }
  },
});
