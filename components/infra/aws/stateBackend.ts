import * as pulumi from "@pulumi/pulumi";
import type { DaprBackend } from "../../cluster/platform.ts";

export interface StateBackendArgs {
  region: string;
  host: pulumi.Input<string>;
  databaseName: string;
  /** Login of the agent, whose tables lie in the schema of the same name. */
  user: string;
  /** Role that may log in as that user. */
  accessRoleArn: pulumi.Input<string>;
  /**
   * File with the certificates of Amazon RDS, in the sidecar. With it the server proves who it is; without it the
   * connection is encrypted only. They are no part of a system's own certificates.
   */
  certificates?: string;
}

/** Connections of one sidecar. Where nothing is said it takes one for every core of its node. */
const CONNECTIONS = 4;

/** The state store of one agent in PostgreSQL, without a password. Dapr renews the token for every connection. */
export function stateBackend(args: StateBackendArgs): DaprBackend {
  const { region, host, databaseName, user, certificates } = args;
  const tls = certificates === undefined ? "sslmode=require" : `sslmode=verify-full sslrootcert=${certificates}`;
  return {
    type: "state.postgresql",
    version: "v2",
    metadata: [
      {
        name: "connectionString",
        value: pulumi.interpolate`host=${host} port=5432 dbname=${databaseName} user=${user} ${tls}`,
      },
      { name: "useAWSIAM", value: "true" },
      { name: "region", value: region },
      { name: "assumeRoleArn", value: args.accessRoleArn },
      { name: "sessionName", value: user },
      { name: "maxConns", value: String(CONNECTIONS) },
    ],
  };
}
