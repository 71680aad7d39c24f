import { identityUses } from "../../lib/agents/agentIdentities.ts";
import { AGENT_SELECTOR } from "../../lib/agents/agents.ts";
import { stackRule } from "../../lib/rule.ts";

/**
 * No identity of an agent may be another's too: not its ServiceAccount, nor the cloud identity behind it, nor that of a
 * container app. Versions and regions of one agent, told by `app.kubernetes.io/name`, share theirs.
 */
export const rule = stackRule({
  name: "agent-own-identity",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "An agent must have an identity of its own.",
  why: "whoever takes over one agent can do all that the others may, and no log tells them apart",
  fix: "give each agent its own ServiceAccount and its own managed identity or IAM role",
  references: ["ASI03", "LLM06"],
  knobs: { ...AGENT_SELECTOR },
  check(stack, { agentSelector }) {
    const shared = Map.groupBy(identityUses(stack, agentSelector), ({ sort, identity }) => `${sort} ${identity}`);
    return [...shared.values()].flatMap((uses) =>
      uses
        .filter((use) => use.isAgent)
        .flatMap(({ sort, resource, path, got, user }) => {
          const others = new Set(uses.map((use) => use.user).filter((other) => other !== user));
          // Whatever names no ServiceAccount gets this one, also what the stack does not have.
          const open = sort === "ServiceAccount" && (got ?? "default") === "default";
          if (others.size === 0 && !open) return [];
          const those = others.size === 0 ? "others" : [...others].join(", ");
          const article = /^[aeio]/i.test(sort) ? "an" : "a";
          return [{ resource, path, got, want: `${article} ${sort} of its own: ${those} may use this one` }];
        }),
    );
  },
});
