import { DAPR_COMPONENT_KINDS, daprComponentOf } from "../../lib/dapr/daprComponent.ts";
import { concealed, type Finding, resourceRule } from "../../lib/rule.ts";
import { isSecret } from "../../lib/secrets/literalSecret.ts";

/** Settings of Dapr's components that hold secrets: `masterKey`, `redisPassword`, `azureClientSecret`, `private_key`. */
const SECRET =
  /(?:password|passphrase|secret|token|credentials|(?:master|(?:shared)?access|account|secret|private|client|api|app|seed)[_-]?key)$/i;

/** A component must take secrets from a secret store. What is put together from a store, and what is no text, is none. */
export const rule = resourceRule({
  name: "dapr-component-secrets",
  pack: "security",
  enforcement: "always",
  severity: "critical",
  description: "A Dapr component must refer to secrets and hold none.",
  why: "whoever may read the component has the secret, and nobody notices",
  fix: "use an identity, or secretKeyRef on Kubernetes and secretRef with keyVaultUrl in Container Apps",
  references: ["Dapr secret references", "OWASP LLM02", "OWASP ASI03"],
  kinds: DAPR_COMPONENT_KINDS,
  check(resource) {
    const { type, settings } = daprComponentOf(resource);
    const findings: Finding[] = settings
      .filter(({ name, value }) => typeof value === "string" && holdsSecret(name, value, type))
      .map(({ value, path }) => ({ path, got: concealed(value), want: "a reference to a secret" }));
    if (resource.kind !== "azure-native:app:DaprComponent") return findings;
    // Container Apps keeps these encrypted, yet nobody rotates them.
    const kept = (resource.props.secrets ?? []).flatMap((secret, index) =>
      secret?.value ? [{ path: `secrets[${index}].value`, got: concealed(secret.value) }] : [],
    );
    return [
      ...findings,
      ...kept.map((each) => ({ ...each, want: "keyVaultUrl and identity", advisory: true as const })),
    ];
  },
});

function holdsSecret(name: string, value: string, type: string | undefined): boolean {
  if (isSecret({ name: "", value }, { name: /(?!)/, formats: [], minEntropy: 0 })) return true;
  if (value === "" || /^(?:true|false)$/i.test(value) || /\$\([^)]+\)|\{\{.*\}\}/.test(value)) return false;
  // Of a database that is reached by identity it tells host and user alone.
  if (/connection_?string$/i.test(name)) return /(?:password|pwd|key|secret|token)\s*=/i.test(value);
  // Models are asked with a plain "key".
  return SECRET.test(name) || (name === "key" && type?.startsWith("conversation.") === true);
}
