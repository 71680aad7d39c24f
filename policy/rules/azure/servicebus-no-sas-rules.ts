import { z } from "zod";
import { resourceRule } from "../../lib/rule.ts";

/** A rule for shared access is a pair of keys. With the right Manage its holder can make more of them. */
export const rule = resourceRule({
  name: "servicebus-no-sas-rules",
  pack: "security",
  enforcement: "always",
  severity: "high",
  description: "Service Bus must have no rules for shared access, and none at all that manages.",
  why: "each is a pair of keys that never end and that say nothing of who uses them",
  fix: "remove the rule, and give the agent's identity the role Azure Service Bus Data Sender or Receiver",
  references: ["AZP a1817ec0", "CKV_AZURE_203"],
  kinds: [
    "azure-native:servicebus:NamespaceAuthorizationRule",
    "azure-native:servicebus:QueueAuthorizationRule",
    "azure-native:servicebus:TopicAuthorizationRule",
  ],
  knobs: {
    allowRules: z.array(z.string()).default([]).describe("Names of rules that may be, as long as they do not manage."),
  },
  check({ name, props: { authorizationRuleName, rights = [] } }, { allowRules }) {
    const allowed = allowRules.includes(authorizationRuleName ?? name);
    if (allowed && !rights.includes("Manage")) return [];
    return [{ path: "rights", got: rights, want: allowed ? "no Manage" : "no such rule" }];
  },
});
