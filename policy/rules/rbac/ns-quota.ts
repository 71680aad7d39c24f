import { z } from "zod";
import { AGENT_SELECTOR, isAgent } from "../../lib/agents/agents.ts";
import { clusterOf, namespaceOf } from "../../lib/kubernetes/place.ts";
import { POD_KINDS } from "../../lib/kubernetes/pods.ts";
import { SYSTEM_NAMESPACES } from "../../lib/kubernetes/systemNamespaces.ts";
import { type AnyResource, metadataOf, type Resource } from "../../lib/resource.ts";
import { type StackFinding, stackRule } from "../../lib/rule.ts";

/** A namespace must have an upper bound for what runs in it; that is advice where no agents run. */
export const rule = stackRule({
  name: "ns-quota",
  pack: "reliability",
  enforcement: "production",
  severity: "medium",
  description: "A namespace must have a ResourceQuota for what runs in it and a LimitRange for what says nothing.",
  why: "agents that call each other in a circle could take the whole cluster",
  fix: "add a ResourceQuota and a LimitRange to the namespace",
  references: ["CIS 5.2.1", "NSA", "KY add-ns-quota", "LLM10"],
  knobs: {
    ...AGENT_SELECTOR,
    requiredQuotaKeys: z
      .array(z.string())
      .default(["pods", "requests.cpu", "requests.memory", "limits.memory"])
      .describe("What quotas must bound."),
    excludeNamespaces: z.array(z.string()).default(SYSTEM_NAMESPACES).describe("Namespaces that need no quota."),
  },
  check: (stack, { agentSelector, requiredQuotaKeys, excludeNamespaces }) =>
    stack.of("kubernetes:core:Namespace").flatMap((namespace): StackFinding[] => {
      const { name } = metadataOf(namespace as AnyResource);
      if (name === undefined || excludeNamespaces.includes(name)) return [];
      const isInside = (each: AnyResource | Resource) =>
        clusterOf(each) === clusterOf(namespace) && namespaceOf(each) === name;
      const hasAgents = stack.of(...POD_KINDS).some((each) => isInside(each) && isAgent(each, agentSelector));
      const bounded = stack
        .of("kubernetes:core:ResourceQuota")
        .filter(isInside)
        .flatMap(({ props }) => Object.keys(props.spec?.hard ?? {}).map(fullName));
      const missing = requiredQuotaKeys.filter((key) => !bounded.includes(fullName(key)));
      const about = { resource: namespace, path: "", absent: true, advisory: hasAgents ? undefined : true } as const;
      return [
        ...(missing.length > 0
          ? [
              {
                ...about,
                got: bounded.length > 0 ? bounded : undefined,
                want: `a ResourceQuota for ${missing.join(", ")}`,
              },
            ]
          : []),
        ...(stack.of("kubernetes:core:LimitRange").some(isInside) ? [] : [{ ...about, want: "a LimitRange" }]),
      ];
    }),
});

/** Kubernetes takes `cpu` for `requests.cpu`, and `count/pods` for `pods`. */
function fullName(key: string): string {
  if (key === "cpu" || key === "memory") return `requests.${key}`;
  return key === "count/pods" ? "pods" : key;
}
