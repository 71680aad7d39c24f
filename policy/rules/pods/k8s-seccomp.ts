import { z } from "zod";
import { containersIn, POD_KINDS, podOf, podSpecIn } from "../../lib/kubernetes/pods.ts";
import { effectiveOf, isWindows } from "../../lib/kubernetes/securityContexts.ts";
import { resourceRule } from "../../lib/rule.ts";

/** Every container must have a seccomp profile, its own or its pod's. */
export const rule = resourceRule({
  name: "k8s-seccomp",
  pack: "security",
  enforcement: "production",
  severity: "medium",
  description: "A container must have a seccomp profile, of its own or of its pod.",
  why: "it could make every call to the node's kernel, also those that only an exploit needs",
  fix: 'set the pod\'s securityContext.seccompProfile to { type: "RuntimeDefault" }',
  references: [
    "PSS baseline",
    "PSS restricted",
    "CIS 5.6.2",
    "PO linuxHardening",
    "KSC C-0210",
    "NSA C-0055",
    "CKV_K8S_31",
  ],
  kinds: POD_KINDS,
  knobs: {
    allowLocalhost: z.boolean().default(true).describe("Whether a profile of the node's own will do."),
  },
  check(resource, { allowLocalhost }) {
    if (isWindows(podOf(resource))) return [];
    const profiles = allowLocalhost ? ["RuntimeDefault", "Localhost"] : ["RuntimeDefault"];
    return effectiveOf(resource, "seccompProfile")
      .filter(({ value }) => !profiles.includes(value?.type ?? ""))
      .map(({ value, path }) => ({ path: `${path}.type`, got: value?.type, want: profiles.join(" or ") }));
  },
  remediate(props, _knobs, kind) {
    const spec = podSpecIn(kind, props);
    if (!spec || isWindows({ spec })) return;
    const ofPod = spec.securityContext?.seccompProfile?.type;
    if (ofPod !== "RuntimeDefault" && ofPod !== "Localhost") {
      spec.securityContext = { ...spec.securityContext, seccompProfile: { type: "RuntimeDefault" } };
    }
    for (const { securityContext } of containersIn(spec)) {
      if (securityContext?.seccompProfile?.type === "Unconfined") delete securityContext.seccompProfile;
    }
  },
});
