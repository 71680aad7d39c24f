import { resourceRule } from "../../lib/rule.ts";

/** An account must have an identity, to read its own data and key by. */
export const rule = resourceRule({
  name: "azure-openai-identity",
  pack: "security",
  enforcement: "production",
  severity: "medium",
  description: "An account for models must have a managed identity.",
  why: "it can reach its training data, its searches and its own key only by keys that it is given",
  fix: 'set identity.type to "SystemAssigned"',
  references: ["CKV_AZURE_238"],
  kinds: ["azure-native:cognitiveservices:Account"],
  check({ props: { identity } }) {
    if (identity?.type?.includes("Assigned")) return [];
    return [{ path: "identity.type", got: identity?.type, want: "an identity" }];
  },
});
