import { z } from "zod";
import { accountIdentity, identityUses } from "../../lib/agents/agentIdentities.ts";
import { AGENT_SELECTOR } from "../../lib/agents/agents.ts";
import { clusterOf, namespaceOf, placeIn } from "../../lib/kubernetes/place.ts";
import { BINDING_KINDS, type Binding, type Subject } from "../../lib/kubernetes/rbac.ts";
import { stackRule } from "../../lib/rule.ts";

/** An agent's ServiceAccount may not be bound to a role, neither by name nor by a group that it is in. */
export const rule = stackRule({
  name: "agent-no-cluster-role",
  pack: "security",
  enforcement: "production",
  severity: "critical",
  description: "An agent must have no rights in the cluster's API.",
  why: "a prompt could make it read or change what runs beside it",
  fix: "remove the agent's ServiceAccount from the binding, or list the role under allowedRoles if the agent is made for it",
  references: ["LLM06", "ASI03", "PO automountServiceAccountToken"],
  knobs: {
    ...AGENT_SELECTOR,
    allowedRoles: z.array(z.string()).default([]).describe("Names of roles that an agent may be bound to."),
  },
  check(stack, { agentSelector, allowedRoles }) {
    const agents = identityUses(stack, agentSelector).filter((use) => use.sort === "ServiceAccount" && use.isAgent);
    return stack.of(...BINDING_KINDS).flatMap((binding) => {
      const role = binding.props.roleRef?.name;
      if (role !== undefined && allowedRoles.includes(role)) return [];
      return (binding.props.subjects ?? []).flatMap((subject, index) => {
        const found = agents.find(({ identity, resource }) => includes(subject, binding, identity, resource));
        if (!found) return [];
        const want = `no agent: ${found.user} would get ${role}`;
        // Pods that name no ServiceAccount run as the default one, unless its name is only not known yet.
        const absent = found.got === undefined || undefined;
        return [{ resource: binding, path: `subjects[${index}]`, got: subject.name, want, absent }];
      });
    });
  },
});

function includes(
  subject: Subject,
  binding: Binding,
  account: string,
  agent: Parameters<typeof clusterOf>[0],
): boolean {
  if (clusterOf(binding) !== clusterOf(agent)) return false;
  const namespace = namespaceOf(agent);
  if (subject.kind === "ServiceAccount") {
    const place = placeIn(clusterOf(binding), subject.namespace ?? namespaceOf(binding));
    return subject.name !== undefined && accountIdentity(place, subject.name) === account;
  }
  return (
    subject.kind === "Group" &&
    ["system:authenticated", "system:serviceaccounts", `system:serviceaccounts:${namespace}`].includes(
      subject.name ?? "",
    )
  );
}
