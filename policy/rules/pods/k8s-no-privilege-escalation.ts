import { EXEMPT_IMAGES, runsOneOf } from "../../lib/images/exemptImages.ts";
import { containersIn, containersOf, POD_KINDS, podOf, podSpecIn } from "../../lib/kubernetes/pods.ts";
import { isWindows } from "../../lib/kubernetes/securityContexts.ts";
import { resourceRule } from "../../lib/rule.ts";

/** Every container must refuse privilege escalation: what it leaves out, Kubernetes allows. */
export const rule = resourceRule({
  name: "k8s-no-privilege-escalation",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "A container must not gain more rights than its parent process.",
  why: "a compromised agent could become root",
  fix: "set securityContext.allowPrivilegeEscalation to false",
  references: ["PSS restricted", "CIS 5.2.6", "KL privilege-escalation-container", "NSA C-0016", "CKV_K8S_20"],
  kinds: POD_KINDS,
  knobs: EXEMPT_IMAGES,
  check(resource, { exemptImages }) {
    if (isWindows(podOf(resource))) return [];
    return containersOf(resource)
      .filter(({ container }) => !runsOneOf(exemptImages, container))
      .map(({ container, path }) => ({
        path: `${path}.securityContext.allowPrivilegeEscalation`,
        got: container.securityContext?.allowPrivilegeEscalation,
        want: "false",
      }))
      .filter(({ got }) => got !== false);
  },
  remediate(props, { exemptImages }, kind) {
    const spec = podSpecIn(kind, props);
    if (spec && isWindows({ spec })) return;
    for (const container of containersIn(spec)) {
      const { privileged, capabilities } = container.securityContext ?? {};
      // Kubernetes refuses the one with the other.
      if (privileged || capabilities?.add?.some((each) => /^(CAP_)?SYS_ADMIN$/.test(each))) continue;
      if (runsOneOf(exemptImages, container)) continue;
      container.securityContext ??= {};
      container.securityContext.allowPrivilegeEscalation = false;
    }
  },
});
