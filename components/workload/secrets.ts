import type { IExternalSecret } from "@kubernetes-models/external-secrets/external-secrets.io/v1";
import type * as pulumi from "@pulumi/pulumi";
import type { Agent } from "../agent.ts";
import type { Manifest } from "../kubernetes/manifest.ts";
import type { WorkloadContext } from "./context.ts";
import { metadataOf } from "./labels.ts";
import { apiTokenSecret, appTokenSecret, secretName, TOKEN_KEY } from "./names.ts";

/**
 * Keeps the agent's Secret in step with the vault; none for an agent without secrets. Running replicas keep the values
 * they started with until they are replaced.
 * @param keyOf the key in the vault of a secret in `daca:secrets`
 */
export function externalSecret(agent: Agent, context: WorkloadContext, keyOf: (name: string) => string): Manifest[] {
  const names = [...new Set(Object.values(agent.secrets))];
  if (names.length === 0) return [];
  return [
    {
      apiVersion: "external-secrets.io/v1",
      kind: "ExternalSecret",
      metadata: metadataOf(agent, context, secretName(agent.name)),
      spec: {
        refreshInterval: "1h",
        refreshPolicy: "Periodic",
        secretStoreRef: { kind: "ClusterSecretStore", name: context.secretStore },
        target: { name: secretName(agent.name), creationPolicy: "Owner", deletionPolicy: "Retain" },
        data: names.map((name) => ({ secretKey: name, remoteRef: { key: keyOf(name) } })),
      },
    } satisfies IExternalSecret,
  ];
}

/** By what an agent and its sidecar know each other. */
export interface DaprTokens {
  /** The agent shows it to its sidecar. */
  api: pulumi.Input<string>;
  /** The sidecar shows it to the agent. */
  app: pulumi.Input<string>;
}

/** The Secrets that hold the tokens between an agent and its sidecar. */
export function tokenSecrets(agent: Agent, context: WorkloadContext, { api, app }: DaprTokens): Manifest[] {
  const secret = (name: string, token: pulumi.Input<string>): Manifest => ({
    apiVersion: "v1",
    kind: "Secret",
    metadata: metadataOf(agent, context, name),
    type: "Opaque",
    stringData: { [TOKEN_KEY]: token },
  });
  return [secret(apiTokenSecret(agent.name), api), secret(appTokenSecret(agent.name), app)];
}
