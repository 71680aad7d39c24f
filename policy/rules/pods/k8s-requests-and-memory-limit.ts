import { z } from "zod";
import { containersOf, POD_KINDS, podOf } from "../../lib/kubernetes/pods.ts";
import { quantity } from "../../lib/kubernetes/quantity.ts";
import { type Finding, resourceRule } from "../../lib/rule.ts";

/**
 * Every container must say what it needs. A limit stands for the request that Kubernetes derives from it, and what the
 * pod as a whole asks for (Kubernetes 1.34) stands for its containers. A debugging container cannot ask for anything.
 */
export const rule = resourceRule({
  name: "k8s-requests-and-memory-limit",
  pack: "reliability",
  enforcement: "production",
  severity: "medium",
  description: "A container must request CPU and memory, and have a memory limit.",
  why: "the node is filled past what it has, and the wrong pods are killed",
  fix: "set resources.requests.cpu, resources.requests.memory and resources.limits.memory to what was measured",
  references: [
    "KL unset-cpu-requirements",
    "KL unset-memory-requirements",
    "KS container-resources",
    "NSA C-0271",
    "CKV_K8S_10",
    "CKV_K8S_11",
    "CKV_K8S_12",
    "CKV_K8S_13",
    "LLM10",
  ],
  kinds: POD_KINDS,
  knobs: {
    requireCpuLimit: z
      .boolean()
      .default(false)
      .describe("Whether a CPU limit is asked for. It throttles where there is CPU to spare."),
    includeInit: z.boolean().default(true).describe("Whether init containers are looked at."),
  },
  check(resource, { requireCpuLimit, includeInit }) {
    const { requests: podRequests, limits: podLimits } = podOf(resource)?.spec.resources ?? {};
    const lists = includeInit ? ["containers", "initContainers"] : ["containers"];
    return containersOf(resource)
      .filter(({ list }) => lists.includes(list))
      .flatMap(({ container, path }) => {
        const { requests, limits } = container.resources ?? {};
        const findings: Finding[] = [];
        for (const key of ["cpu", "memory"] as const) {
          if (![requests, limits, podRequests, podLimits].some((each) => some(each?.[key]))) {
            findings.push({ path: `${path}.resources.requests.${key}`, got: requests?.[key], want: "more than 0" });
          }
          if (key === "cpu" && !requireCpuLimit) continue;
          if (![limits, podLimits].some((each) => some(each?.[key]))) {
            findings.push({ path: `${path}.resources.limits.${key}`, got: limits?.[key], want: "more than 0" });
          }
        }
        return findings;
      });
  },
});

function some(amount: string | undefined): boolean {
  return amount !== undefined && (quantity(amount) ?? 0) > 0;
}
