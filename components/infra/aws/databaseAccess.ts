import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component.ts";
import { allow, policyOf } from "./policyDocument.ts";
import { arnOf, type Where } from "./where.ts";

export interface DatabaseAccessArgs extends Where {
  /** Login in the database. */
  user: string;
  /** Role of the pods that log in as it. */
  roleArn: pulumi.Input<string>;
  /** Id of the database cluster that never changes, such as `cluster-ABC...`. */
  clusterResourceId: pulumi.Input<string>;
}

/**
 * The right of one agent's pods to log in to the database as one user. It is a role of its own, which the pods' role
 * may take: Dapr 1.18 makes database tokens from keys or from a role that it is told to take, and not from the
 * credentials that EKS hands to pods ("credential provider is not set", components-contrib common/aws/postgres.go).
 */
export class DatabaseAccess extends Component<DatabaseAccessArgs> {
  readonly roleArn: pulumi.Output<string>;
  /** What must exist before an agent can log in. */
  readonly grants: pulumi.Resource[];

  constructor(name: string, args: DatabaseAccessArgs, opts?: pulumi.ComponentResourceOptions) {
    super("daca:aws:DatabaseAccess", name, args, opts);
    const child = { parent: this };
    const role = new Role(
      `${name}-role`,
      {
        tags: args.tags,
        description: `Logs in to the database as ${args.user}`,
        // Named here, the pods' role needs no right to take roles. The tags of its session go along.
        assumeRolePolicy: policyOf({
          Effect: "Allow",
          Principal: { AWS: args.roleArn },
          Action: ["sts:AssumeRole", "sts:TagSession"],
        }),
      },
      child,
    );
    const login = new RolePolicy(
      `${name}-login`,
      {
        role: role.name,
        policy: policyOf(
          allow(
            ["rds-db:connect"],
            pulumi.interpolate`${arnOf(args, "rds-db", "dbuser")}:${args.clusterResourceId}/${args.user}`,
          ),
        ),
      },
      child,
    );
    this.roleArn = role.arn;
    this.grants = [login];
    this.registerOutputs({ roleArn: this.roleArn });
  }
}
