import * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component.ts";
import { kubernetesObject } from "../../kubernetes/manifest.ts";
import { STATE_ROLES } from "../stateRolesJob.ts";
import { PodIdentity } from "./podIdentity.ts";
import { allow } from "./policyDocument.ts";
import { type StateRolesJob, stateRolesJob } from "./stateRolesJob.ts";
import type { Where } from "./where.ts";

export interface StateLoginsArgs extends Where, Omit<StateRolesJob, "clusterArn"> {
  /** The cluster that the job runs in. */
  eks: { clusterName: pulumi.Input<string>; clusterArn: pulumi.Input<string> };
  databaseArn: pulumi.Input<string>;
  /** Key of the master user's secret. */
  keyArn: pulumi.Input<string>;
}

/** The agents' logins in the database, made by a job in the cluster under an identity of its own. */
export class StateLogins extends Component<StateLoginsArgs> {
  /** What must exist before an agent can log in. */
  readonly ready: pulumi.Resource[];

  /** @param opts with `providers`: AWS's and the cluster's */
  constructor(name: string, args: StateLoginsArgs, opts: pulumi.ComponentResourceOptions) {
    super("daca:aws:StateLogins", name, args, opts);
    const { eks, databaseArn, masterSecretArn, keyArn, namespace, region, accountId, tags, protect } = args;
    const identity = new PodIdentity(
      `${name}-identity`,
      {
        region,
        accountId,
        tags,
        protect,
        ...eks,
        namespace,
        serviceAccount: STATE_ROLES,
        statements: [
          allow(["rds-data:ExecuteStatement"], databaseArn),
          allow(["secretsmanager:GetSecretValue"], masterSecretArn),
          allow(["kms:Decrypt"], keyArn, {
            StringEquals: { "kms:ViaService": `secretsmanager.${region}.amazonaws.com` },
          }),
        ],
      },
      { parent: this },
    );
    // Handed on: a component's own dependencies do not hold its children back.
    const child = { parent: this, dependsOn: opts.dependsOn };
    const around: pulumi.Resource[] = [...identity.grants];
    this.ready = stateRolesJob({ ...args, clusterArn: databaseArn }).map((manifest) => {
      // The job comes last: its credentials and statements are there when it starts.
      const waiting = pulumi.mergeOptions(child, { dependsOn: [...around] });
      const object = kubernetesObject(`${name}-${manifest.kind.toLowerCase()}`, manifest, waiting);
      around.push(object);
      return object;
    });
    this.registerOutputs({});
  }
}
