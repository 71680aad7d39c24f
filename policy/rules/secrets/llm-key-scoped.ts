import { z } from "zod";
import { AGENT_SELECTOR, isAgent } from "../../lib/agents/agents.ts";
import { podOf } from "../../lib/kubernetes/pods.ts";
import { type StackFinding, stackRule } from "../../lib/rule.ts";
import { KEY_HOLDER_KINDS, type KeyHolder, keyUses } from "../../lib/secrets/keyUse.ts";

const PROVIDER_KEYS = [
  "OPENAI_API_KEY",
  "ANTHROPIC_API_KEY",
  "GEMINI_API_KEY",
  "GOOGLE_API_KEY",
  "MISTRAL_API_KEY",
  "COHERE_API_KEY",
  "GROQ_API_KEY",
  "DEEPSEEK_API_KEY",
  "OPENROUTER_API_KEY",
  "TOGETHER_API_KEY",
  "XAI_API_KEY",
  "PERPLEXITY_API_KEY",
  "HF_TOKEN",
];

/** A model provider's key must be held by the gateway where there is one, else by few agents, and by nobody else. */
export const rule = stackRule({
  name: "llm-key-scoped",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "A model provider's key must be held by the gateway or by few agents, and by nobody else.",
  why: "the more workloads hold a key, the less anybody knows who spent or leaked it",
  fix: "call models through a gateway that holds the key, or give each agent a key of its own",
  references: ["OWASP LLM06", "OWASP ASI03"],
  knobs: {
    ...AGENT_SELECTOR,
    gatewaySelector: z
      .record(z.string(), z.string())
      .default({ "app.kubernetes.io/component": "llm-gateway" })
      .describe("Labels that the pods of a gateway to models have."),
    gateways: z.array(z.string()).default([]).describe("Container apps that are such a gateway, by containerAppName."),
    keyNames: z
      .array(z.string())
      .default(PROVIDER_KEYS)
      .describe("What the variable, the secret or its entry is called, or ends in: OPENAI_API_KEY, openai-api-key."),
    maxConsumers: z.int().min(1).default(5).describe("How many workloads may hold the same key."),
  },
  check(stack, { agentSelector, gatewaySelector, gateways, keyNames, maxConsumers }) {
    const isGateway = (holder: KeyHolder) => {
      if (holder.kind === "azure-native:app:ContainerApp") {
        return gateways.includes(holder.props.containerAppName ?? holder.name);
      }
      const labels = podOf(holder)?.labels;
      return labels !== undefined && Object.entries(gatewaySelector).every(([key, value]) => labels[key] === value);
    };
    const holders = stack.of(...KEY_HOLDER_KINDS);
    const hasGateway = holders.some(isGateway);
    const uses = holders.flatMap((holder) => keyUses(holder, keyNames));
    const bySecret = Map.groupBy(uses, ({ secret }) => secret);
    return uses.flatMap(({ holder, path, secret }): StackFinding[] => {
      if (isGateway(holder)) return [];
      const blame = { resource: holder, path, got: secret };
      if (!isAgent(holder, agentSelector)) return [{ ...blame, want: "the key with agents or their gateway only" }];
      if (hasGateway) return [{ ...blame, want: "the key with the gateway only" }];
      const sharing = new Set(bySecret.get(secret)?.map((use) => use.holder)).size;
      if (sharing <= maxConsumers) return [];
      return [{ ...blame, want: `a key that at most ${maxConsumers} workloads hold, not ${sharing}` }];
    });
  },
});
