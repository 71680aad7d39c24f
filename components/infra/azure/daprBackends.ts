import * as pulumi from "@pulumi/pulumi";
import type { Agent } from "../../agent.ts";
import type { DaprBackend } from "../../cluster/platform.ts";
import { type Bus, pubsubMetadata } from "./pubsubMetadata.ts";
import { stateRole } from "./stateRoles.ts";

/** The database that agents keep their state in. */
export interface StateDatabase {
  host: pulumi.Input<string>;
  database: string;
}

/** Connections that one replica's sidecar holds to the database at most. A server of two cores takes some 850. */
export const CONNECTIONS_PER_REPLICA = 4;

/**
 * How sidecars sign in: with the token that the cluster puts into the pod, whose identity is the agent's alone. Named
 * outright, since Dapr else tries other ways first; there is no client id, since the pod has it in AZURE_CLIENT_ID.
 */
const BY_IDENTITY = [{ name: "azureAuthMethods", value: "workloadidentity" }];

/** The state store of one agent: PostgreSQL, in a schema that only it has rights in. */
export function stateBackend({ host, database }: StateDatabase, agent: Agent): DaprBackend {
  const role = stateRole(agent.name);
  return {
    type: "state.postgresql",
    version: "v2",
    metadata: [
      {
        name: "connectionString",
        // Without a password: it says where, as whom, and that the server's certificate is checked.
        value: pulumi.interpolate`host=${host} port=5432 user=${role} database=${database} sslmode=verify-full`,
      },
      { name: "useAzureAD", value: "true" },
      // Both take a schema in front.
      { name: "tablePrefix", value: `${role}.` },
      { name: "metadataTableName", value: `${role}.dapr_metadata` },
      { name: "maxConns", value: String(CONNECTIONS_PER_REPLICA) },
      { name: "connectionMaxIdleTime", value: "5m" },
      { name: "actorStateStore", value: String(agent.state?.actors ?? false) },
      ...BY_IDENTITY,
    ],
  };
}

/** The pub/sub of one agent: Service Bus, its own topics alone. */
export function pubsubBackend(bus: Bus, agent: Agent): DaprBackend {
  return {
    type: "pubsub.azure.servicebus.topics",
    version: "v1",
    metadata: [...pubsubMetadata(bus, [agent]), ...BY_IDENTITY],
  };
}
