import type * as pulumi from "@pulumi/pulumi";
import type { Agent } from "../../agent.ts";
import type { Where } from "./place.ts";
import type { SecretReference } from "./secretVault.ts";

/** What an agent on Container Apps is made from. */
export interface ContainerAgentArgs extends Where {
  agent: Agent;
  /** The stack's `daca:environment`, which the agent sees as `ENVIRONMENT`. */
  environment: string;
  environmentId: pulumi.Input<string>;
  environmentName: pulumi.Input<string>;
  /** The stack's registry. Images without a registry host come from it. */
  registryServer: pulumi.Input<string>;
  /** Short name of the Service Bus namespace. */
  busNamespace: pulumi.Input<string>;
  /** The agent's secrets by their name in `daca:secrets`. */
  secrets: Record<string, SecretReference>;
  identities: {
    run: { id: pulumi.Input<string>; clientId: pulumi.Input<string> };
    pull: { id: pulumi.Input<string> };
    scale: { id: pulumi.Input<string> };
  };
}
