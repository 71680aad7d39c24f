import { z } from "zod";
import { allowsAll, DIRECTIONS, directionsOf, isForAll, rulesOf } from "../../lib/kubernetes/networkPolicy.ts";
import { clusterOf, namespaceOf } from "../../lib/kubernetes/place.ts";
import { SYSTEM_NAMESPACES } from "../../lib/kubernetes/systemNamespaces.ts";
import { metadataOf } from "../../lib/resource.ts";
import { stackRule } from "../../lib/rule.ts";

/**
 * Every namespace must deny by default. Policies add up, so one for all pods that also has rules denies whatever the
 * rules do not name; two, one for each direction, are as good as one.
 */
export const rule = stackRule({
  name: "net-namespace-default-deny",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "A namespace must have a NetworkPolicy for all of its pods that denies what no other policy allows.",
  why: "a pod that no policy selects may be reached by, and may reach, whatever the network reaches",
  fix: 'add a NetworkPolicy with podSelector {} and policyTypes ["Ingress", "Egress"], and without rules',
  references: ["CIS 5.3.2", "NSA", "KSC C-0206", "KY add-network-policy"],
  knobs: {
    excludeNamespaces: z.array(z.string()).default(SYSTEM_NAMESPACES).describe("Namespaces that need not deny."),
  },
  check: (stack, { excludeNamespaces }) =>
    stack.of("kubernetes:core:Namespace").flatMap((namespace) => {
      const { name } = metadataOf(namespace);
      if (name === undefined || excludeNamespaces.includes(name)) return [];
      const policies = stack
        .of("kubernetes:networking.k8s.io:NetworkPolicy")
        .filter((policy) => clusterOf(policy) === clusterOf(namespace) && namespaceOf(policy) === name)
        .filter(({ props }) => isForAll(props.spec));
      const denied = policies.flatMap(({ props: { spec } }) =>
        directionsOf(spec).filter((direction) => !rulesOf(spec, direction).some(allowsAll)),
      );
      const missing = DIRECTIONS.filter((direction) => !denied.includes(direction));
      if (missing.length === 0) return [];
      const got = denied.length > 0 ? [...new Set(denied)] : undefined;
      const want = `a NetworkPolicy that denies ${missing.join(" and ")} by default`;
      return [{ resource: namespace, path: "", got, want, absent: true }];
    }),
});
