import { UserAssignedIdentity } from "@pulumi/azure-native/managedidentity/userAssignedIdentity.js";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component.ts";
import type { Where } from "./place.ts";

/** What an identity is for: running agent code, pulling images, or reading queue depths for the autoscaler. */
export type IdentityRole = "run" | "pull" | "scale";

export interface IdentitiesArgs extends Where {
  /** Name of each identity in Azure. */
  names: Record<IdentityRole, pulumi.Input<string>>;
}

/**
 * The three identities of a stack's agents. They are apart so that agent code, which anyone may talk into things,
 * can neither pull images nor own the message bus: only `run` is visible to it.
 */
export class Identities extends Component<IdentitiesArgs> {
  readonly run: UserAssignedIdentity;
  readonly pull: UserAssignedIdentity;
  readonly scale: UserAssignedIdentity;

  constructor(name: string, args: IdentitiesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("daca:azure:Identities", name, args, opts);
    const { resourceGroupName, location, tags } = args;
    const identity = (role: IdentityRole) =>
      new UserAssignedIdentity(
        `${name}-${role}`,
        { resourceGroupName, location, tags, resourceName: args.names[role] },
        { parent: this },
      );
    this.run = identity("run");
    this.pull = identity("pull");
    this.scale = identity("scale");
    this.registerOutputs({ run: this.run.id, pull: this.pull.id, scale: this.scale.id });
  }
}
