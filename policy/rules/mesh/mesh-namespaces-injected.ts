import { z } from "zod";
import { AGENT_SELECTOR, isAgent } from "../../lib/agents/agents.ts";
import { isMeshed } from "../../lib/istio/mesh.ts";
import { POD_KINDS } from "../../lib/kubernetes/pods.ts";
import { metadataOf } from "../../lib/resource.ts";
import { stackRule } from "../../lib/rule.ts";

/** Where a stack has a mesh, a namespace with workloads must be in it. A stack without Istio's objects has none. */
export const rule = stackRule({
  name: "mesh-namespaces-injected",
  pack: "security",
  enforcement: "production",
  severity: "medium",
  description: "A namespace that runs workloads must be in the mesh where there is one.",
  why: "its pods would talk in plain text and no policy of the mesh would hold for them",
  fix: "set the namespace's label istio-injection to enabled, istio.io/rev or istio.io/dataplane-mode to ambient",
  references: ["Istio traffic capture", "KY add-sidecar-injection-namespace"],
  knobs: {
    ...AGENT_SELECTOR,
    excludeNamespaces: z
      .array(z.string())
      // Dapr, KEDA and Chaos Mesh break when their own pods are in the mesh.
      .default(["istio-system", "kube-system", "dapr-system", "keda", "chaos-mesh"])
      .describe("Namespaces that stay outside of the mesh."),
  },
  check(stack, { agentSelector, excludeNamespaces }) {
    const namespaces = stack.of("kubernetes:core:Namespace");
    const hasMesh = stack.resources.some(({ kind }) => /^kubernetes:(networking|security)\.istio\.io:/.test(kind));
    if (!hasMesh && !namespaces.some((each) => isMeshed(each))) return [];
    const workloads = stack.of(...POD_KINDS);
    return namespaces.flatMap((resource) => {
      const { name, labels } = metadataOf(resource);
      const inside = workloads.filter((workload) => metadataOf(workload).namespace === name);
      if (isMeshed(resource) || inside.length === 0 || excludeNamespaces.includes(name ?? "")) return [];
      const advisory = inside.some((workload) => isAgent(workload, agentSelector)) ? undefined : (true as const);
      const got = labels?.["istio-injection"];
      return [{ resource, path: "metadata.labels.istio-injection", got, want: '"enabled"', advisory }];
    });
  },
});
