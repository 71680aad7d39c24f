import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component.ts";
import { kubernetesObject } from "../../kubernetes/manifest.ts";
import { type StateRolesJob, stateRolesJob } from "./stateRolesJob.ts";

/** The agents' logins in the database, made by a job in the cluster as the database's administrator. */
export class StateLogins extends Component<StateRolesJob> {
  /** What must exist before an agent can sign in. */
  readonly ready: pulumi.Resource[];

  /** @param opts with the provider of the cluster, and what must be there before the job runs */
  constructor(name: string, args: StateRolesJob, opts: pulumi.ComponentResourceOptions) {
    super("daca:azure:StateLogins", name, args, opts);
    const around: pulumi.Input<pulumi.Resource>[] = [opts.dependsOn ?? []].flat() as pulumi.Input<pulumi.Resource>[];
    this.ready = stateRolesJob(args).map((manifest) => {
      // The job comes last: its account and its way out are there when it starts.
      const object = kubernetesObject(`${name}-${manifest.kind.toLowerCase()}`, manifest, {
        parent: this,
        dependsOn: [...around],
      });
      around.push(object);
      return object;
    });
    this.registerOutputs({});
  }
}
