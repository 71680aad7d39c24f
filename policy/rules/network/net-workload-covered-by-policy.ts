import { z } from "zod";
import { DIRECTIONS, directionsOf, hasManagedPolicy, policiesOver } from "../../lib/kubernetes/networkPolicy.ts";
import { namespaceOf } from "../../lib/kubernetes/place.ts";
import { POD_KINDS, podOf } from "../../lib/kubernetes/pods.ts";
import { SYSTEM_NAMESPACES } from "../../lib/kubernetes/systemNamespaces.ts";
import { stackRule } from "../../lib/rule.ts";

/** Every workload must be governed by network policies of its namespace, in both directions. */
export const rule = stackRule({
  name: "net-workload-covered-by-policy",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "A workload must be selected by NetworkPolicies that govern what it receives and what it sends.",
  why: "its pods may be reached by, and may reach, whatever the network reaches",
  fix: "add a NetworkPolicy to its namespace whose podSelector matches the pods' labels, with both policyTypes",
  references: ["CIS 5.3.2", "KL non-isolated-pod", "PO missingNetworkPolicy", "KS pod-networkpolicy", "CKV2_K8S_6"],
  knobs: {
    directions: z
      .array(z.enum(DIRECTIONS))
      .default([...DIRECTIONS])
      .describe("What policies must govern."),
    excludeNamespaces: z.array(z.string()).default(SYSTEM_NAMESPACES).describe("Namespaces that need no policies."),
  },
  check: (stack, { directions, excludeNamespaces }) =>
    stack.of(...POD_KINDS).flatMap((workload) => {
      const pod = podOf(workload);
      // No NetworkPolicy reaches pods in their node's network; that they are there is another policy's finding.
      if (!pod || pod.spec.hostNetwork || hasManagedPolicy(workload)) return [];
      if (excludeNamespaces.includes(namespaceOf(workload))) return [];
      const governed = policiesOver(stack, workload).flatMap(({ props }) => directionsOf(props.spec));
      const missing = directions.filter((direction) => !governed.includes(direction));
      if (missing.length === 0) return [];
      const got = governed.length > 0 ? [...new Set(governed)] : undefined;
      return [
        { resource: workload, path: "", got, want: `a NetworkPolicy for ${missing.join(" and ")}`, absent: true },
      ];
    }),
});
