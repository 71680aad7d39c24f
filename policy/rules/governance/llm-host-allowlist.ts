import { z } from "zod";
import { REGEX } from "../../lib/regex.ts";
import { resourceRule } from "../../lib/rule.ts";
import { ENVIRONMENT_KINDS, variablesOf } from "../../lib/secrets/variables.ts";

/**
 * A variable that says where models are must name a host of the list. Without a list there is nothing to compare. Only
 * the host is shown, since an address may hold a key.
 */
export const rule = resourceRule({
  name: "llm-host-allowlist",
  pack: "governance",
  enforcement: "production",
  severity: "high",
  description: "Programs must send prompts only to hosts that are allowed for their data.",
  why: "what users write goes to a provider, or a region of one, that nobody agreed to",
  fix: "set the variable to a host of the list, or add the host to allowedLlmHosts",
  references: ["LLM02", "LLM03"],
  kinds: ENVIRONMENT_KINDS,
  knobs: {
    allowedLlmHosts: z
      .array(z.string())
      .default([])
      .describe("Hosts that prompts may go to; *.example.com is any below that. Empty: any."),
    variables: REGEX.default(
      "(OPENAI|ANTHROPIC|CLAUDE|GEMINI|GOOGLE_GENAI|VERTEX|MISTRAL|COHERE|GROQ|BEDROCK|OLLAMA|LITELLM|LLM|MODEL)_?(API_)?(BASE|BASE_URL|ENDPOINT|ENDPOINT_URL|URL|HOST)$",
    ).describe("Names of variables that say where models are."),
  },
  check(resource, { allowedLlmHosts, variables }) {
    if (allowedLlmHosts.length === 0) return [];
    const wanted = new RegExp(variables, "i");
    return variablesOf(resource)
      .filter(({ name }) => wanted.test(name))
      .flatMap(({ value, path }) => {
        const host = hostIn(value);
        if (host === undefined || allowedLlmHosts.some((allowed) => covers(allowed, host))) return [];
        return [{ path, got: host, want: `one of ${allowedLlmHosts.join(", ")}` }];
      });
  },
});

/** Host of an address, with or without a scheme. A value that another one is put into, `$(HOST)`, has none yet. */
function hostIn(value: string): string | undefined {
  if (value === "" || value.includes("$(")) return undefined;
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `https://${value}`;
  return URL.canParse(url) ? new URL(url).hostname : undefined;
}

function covers(allowed: string, host: string): boolean {
  return allowed.startsWith("*.") ? host.endsWith(allowed.slice(1)) : host === allowed;
}
