import { z } from "zod";
import { AGENT_SELECTOR, isAgent } from "../../lib/agents/agents.ts";
import { clusterOf, namespaceOf, placeOf } from "../../lib/kubernetes/place.ts";
import { POD_KINDS, podOf } from "../../lib/kubernetes/pods.ts";
import { metadataOf } from "../../lib/resource.ts";
import { type StackFinding, stackRule } from "../../lib/rule.ts";
import type { Stack } from "../../lib/stack.ts";

const BINDINGS = [
  "kubernetes:rbac.authorization.k8s.io:RoleBinding",
  "kubernetes:rbac.authorization.k8s.io:ClusterRoleBinding",
] as const;

/**
 * Pods must have no token for the Kubernetes API unless a binding of the stack gives their account rights. What the pod
 * says goes before what its account says. Of workloads other than agents this is advice.
 */
export const rule = stackRule({
  name: "k8s-no-sa-token-unless-needed",
  pack: "security",
  enforcement: "production",
  severity: "medium",
  description: "A pod must not have a token for the Kubernetes API unless its service account has rights there.",
  why: "a compromised agent could use it to explore the cluster",
  fix: "set automountServiceAccountToken to false, on the pod or on its service account",
  references: ["CIS 5.1.6", "PO automountServiceAccountToken", "NSA C-0034", "KSC C-0261", "CKV_K8S_38", "DAPR"],
  knobs: {
    allowServiceAccounts: z
      .array(z.string())
      .default([])
      .describe("Accounts that have rights from elsewhere, by namespace and name: agents/operator."),
    ...AGENT_SELECTOR,
  },
  check(stack, { allowServiceAccounts, agentSelector }) {
    const accounts = stack.of("kubernetes:core:ServiceAccount");
    const bound = boundAccounts(stack);
    const used = new Set<string>();
    const needsNone = (place: { cluster: string; namespace: string }, name: string) =>
      !bound.has(JSON.stringify([place.cluster, place.namespace, name])) &&
      !allowServiceAccounts.includes(`${place.namespace}/${name}`);

    const ofPods = stack.of(...POD_KINDS).flatMap((workload): StackFinding[] => {
      const pod = podOf(workload);
      if (!pod) return [];
      const { serviceAccountName, serviceAccount, automountServiceAccountToken: own } = pod.spec;
      const name = serviceAccountName ?? serviceAccount ?? "default";
      const account = accounts.find((each) => placeOf(each) === placeOf(workload) && metadataOf(each).name === name);
      if (account) used.add(account.urn);
      const place = { cluster: clusterOf(workload), namespace: namespaceOf(workload) };
      if ((own ?? account?.props.automountServiceAccountToken) === false || !needsNone(place, name)) return [];
      const advisory = isAgent(workload, agentSelector) ? undefined : true;
      return [
        { resource: workload, path: `${pod.path}.automountServiceAccountToken`, got: own, want: "false", advisory },
      ];
    });
    const unused = accounts
      .filter(({ urn, props }) => !used.has(urn) && props.automountServiceAccountToken !== false)
      .filter((account) =>
        needsNone(
          { cluster: clusterOf(account), namespace: namespaceOf(account) },
          metadataOf(account).name ?? account.name,
        ),
      )
      .map((resource) => {
        const got = resource.props.automountServiceAccountToken;
        return { resource, path: "automountServiceAccountToken", got, want: "false", advisory: true as const };
      });
    return [...ofPods, ...unused];
  },
});

function boundAccounts(stack: Stack): Set<string> {
  const bound = new Set<string>();
  for (const binding of stack.of(...BINDINGS)) {
    for (const { kind, namespace = namespaceOf(binding), name } of binding.props.subjects ?? []) {
      if (kind === "ServiceAccount") bound.add(JSON.stringify([clusterOf(binding), namespace, name]));
    }
  }
  return bound;
}
