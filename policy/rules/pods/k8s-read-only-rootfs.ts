import { AGENT_SELECTOR, isAgent } from "../../lib/agents/agents.ts";
import { EXEMPT_IMAGES, runsOneOf } from "../../lib/images/exemptImages.ts";
import { containersIn, containersOf, POD_KINDS, podOf, podSpecIn } from "../../lib/kubernetes/pods.ts";
import { isWindows } from "../../lib/kubernetes/securityContexts.ts";
import { resourceRule } from "../../lib/rule.ts";

/** No container may write to its image's files. Of workloads other than agents this is advice. */
export const rule = resourceRule({
  name: "k8s-read-only-rootfs",
  pack: "security",
  enforcement: "production",
  severity: "medium",
  description: "A container must not be able to write to its root file system.",
  why: "a compromised agent could change its own code, or leave tools for the next one",
  fix: "set securityContext.readOnlyRootFilesystem to true, and mount an emptyDir where it writes, such as /tmp",
  references: ["NSA C-0017", "KL no-read-only-root-fs", "PO notReadOnlyRootFilesystem", "CKV_K8S_22"],
  kinds: POD_KINDS,
  knobs: { ...EXEMPT_IMAGES, ...AGENT_SELECTOR },
  check(resource, { exemptImages, agentSelector }) {
    if (isWindows(podOf(resource))) return [];
    const advisory = isAgent(resource, agentSelector) ? undefined : (true as const);
    return containersOf(resource)
      .filter(({ container }) => !runsOneOf(exemptImages, container))
      .map(({ container, path }) => ({
        path: `${path}.securityContext.readOnlyRootFilesystem`,
        got: container.securityContext?.readOnlyRootFilesystem,
        want: "true",
        advisory,
      }))
      .filter(({ got }) => got !== true);
  },
  remediate(props, { exemptImages }, kind) {
    for (const container of containersIn(podSpecIn(kind, props))) {
      // Most programs want to write there; what has no such place might stop working.
      if (!container.volumeMounts?.some(({ mountPath }) => mountPath === "/tmp")) continue;
      if (runsOneOf(exemptImages, container)) continue;
      container.securityContext = { ...container.securityContext, readOnlyRootFilesystem: true };
    }
  },
});
