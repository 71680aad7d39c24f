import { metadataOf } from "../../lib/resource.ts";
import { resourceRule } from "../../lib/rule.ts";

/** Pods must have something that replaces them. Those that run once for a chart's release or test need nothing. */
export const rule = resourceRule({
  name: "k8s-no-bare-pods",
  pack: "reliability",
  enforcement: "advice",
  severity: "medium",
  description: "A pod must be made by a workload, not on its own.",
  why: "nothing starts it again when its node is drained or lost",
  fix: "make a Deployment, a StatefulSet or a Job of it",
  references: ["KSC C-0073", "KY prevent-bare-pods", "pulumi podsAreProhibited"],
  kinds: ["kubernetes:core:Pod"],
  check(resource) {
    const isHook = metadataOf(resource).annotations?.["helm.sh/hook"] !== undefined;
    // A patch changes a pod that something else made.
    if (isHook || resource.type.endsWith("Patch")) return [];
    return [{ path: "", got: "a pod on its own", want: "a workload that makes it" }];
  },
});
