import { AGENT_SELECTOR, isAgent } from "../../lib/agents/agents.ts";
import { appliesToPods, hasSidecars, ROOT_NAMESPACE } from "../../lib/istio/mesh.ts";
import { POD_KINDS, podOf } from "../../lib/kubernetes/pods.ts";
import { metadataOf } from "../../lib/resource.ts";
import { stackRule } from "../../lib/rule.ts";

/** An agent in a namespace with sidecars must have a Sidecar that lists what it may call. In ambient mode there is none. */
export const rule = stackRule({
  name: "mesh-agent-sidecar",
  pack: "security",
  enforcement: "advice",
  severity: "medium",
  description: "An agent in the mesh must have a Sidecar that lists what it may call.",
  why: "its proxy would know the way to every service of every namespace",
  fix: "add a Sidecar whose workloadSelector matches the agent's pods and whose egress lists what they call",
  references: ["Istio security", "OWASP LLM06", "OWASP ASI02"],
  knobs: { ...AGENT_SELECTOR, ...ROOT_NAMESPACE },
  check(stack, { agentSelector, rootNamespace }) {
    const injected = stack
      .of("kubernetes:core:Namespace")
      .filter((each) => hasSidecars(each))
      .map((each) => metadataOf(each).name);
    const sidecars = stack
      .of("kubernetes:networking.istio.io:Sidecar")
      .filter(({ props }) => (props.spec?.egress ?? []).length > 0);
    return stack
      .of(...POD_KINDS)
      .filter((workload) => isAgent(workload, agentSelector))
      .filter((workload) => {
        const { namespace } = metadataOf(workload);
        if (namespace === undefined || !injected.includes(namespace)) return false;
        const pods = { namespace, labels: podOf(workload)?.labels ?? {} };
        return !sidecars.some((sidecar) =>
          appliesToPods(sidecar, sidecar.props.spec?.workloadSelector?.labels, pods, rootNamespace),
        );
      })
      .map((resource) => ({ resource, path: "", want: "a Sidecar with an egress list", absent: true }));
  },
});
