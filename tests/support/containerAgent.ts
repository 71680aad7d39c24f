import * as pulumi from "@pulumi/pulumi";
import { ContainerAgent } from "../../components/infra/azure/containerAgent.ts";
import type { ContainerAgentArgs } from "../../components/infra/azure/containerAgentArgs.ts";
import { agentWith } from "./agents.ts";
import { type InAzure, recordInAzure } from "./azure.ts";
import type { Recorded } from "./program.ts";

/** A secret of the vault, as an app refers to it. */
export function reference(name: string, version = "v1") {
  return {
    url: pulumi.output(`https://vault.vault.azure.net/secrets/${name}/${version}`),
    version: pulumi.output(version),
  };
}

/** The component for an agent with some fields set otherwise, named `agent`. */
export function containerAgentIn(
  { where, opts }: InAzure,
  fields: Record<string, unknown> = {},
  args: Partial<ContainerAgentArgs> = {},
  dependsOn: pulumi.Resource[] = [],
): ContainerAgent {
  return new ContainerAgent(
    "agent",
    {
      ...where,
      agent: agentWith(fields),
      environment: "dev",
      environmentId: "environment-id",
      environmentName: "agents",
      registryServer: "images.azurecr.io",
      busNamespace: "bus",
      secrets: { "openai-api-key": reference("openai-api-key"), "search-key": reference("search-key", "v7") },
      identities: { run: { id: "run-id", clientId: "run-client" }, pull: { id: "pull-id" }, scale: { id: "scale-id" } },
      ...args,
    },
    { ...opts, dependsOn },
  );
}

/** Records that component; its `url` and `revisions` are the outputs. */
export function recordAgent(fields?: Record<string, unknown>, args?: Partial<ContainerAgentArgs>): Promise<Recorded> {
  return recordInAzure((azure) => {
    const { url, revisions } = containerAgentIn(azure, fields, args);
    return { url, revisions };
  });
}

/** The parts of a Container App's inputs that tests look into. */
export interface AppInputs {
  configuration: {
    activeRevisionsMode: string;
    identitySettings: { identity: string; lifecycle: string }[];
    registries: { server: string; identity: string }[];
    secrets: { name: string; keyVaultUrl: string; identity: string }[];
    dapr: Record<string, unknown>;
    ingress?: Record<string, unknown> & { traffic: { revisionName?: string; label?: string; weight: number }[] };
  };
  template: {
    revisionSuffix?: string;
    scale: { rules: Record<string, unknown>[] };
    containers: { image: string; env: { name: string; value?: string; secretRef?: string }[] }[];
  };
}

/** Inputs of the app of that component. */
export function appOf({ named }: Pick<Recorded, "named">, name = "agent-app"): AppInputs {
  return named(name).inputs as unknown as AppInputs;
}

/** Environment variables of an app: plain value, or the name of the secret. */
export function variablesOf({ template }: AppInputs): Record<string, string | undefined> {
  const [container] = template.containers;
  return Object.fromEntries((container?.env ?? []).map(({ name, value, secretRef }) => [name, secretRef ?? value]));
}
