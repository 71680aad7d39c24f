import { Registry } from "@pulumi/azure-native/containerregistry/registry.js";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component.ts";
import { sendDiagnostics } from "./diagnostics.ts";
import type { Where } from "./place.ts";
import { grant } from "./roles.ts";

export interface ImageRegistryArgs extends Where {
  registryName: pulumi.Input<string>;
  subscriptionId: string;
  /** Object id of the identity that pulls images. */
  pullPrincipalId: pulumi.Input<string>;
  workspaceId: pulumi.Input<string>;
  /** Default: Basic, at $5 a month. Standard ($20) holds ten times as much and pulls faster. */
  sku?: "Basic" | "Standard";
}

/** The registry that holds the agents' images. It has no admin user: pushing and pulling take an identity. */
export class ImageRegistry extends Component<ImageRegistryArgs> {
  /** Host name, such as `name.azurecr.io`. */
  readonly server: pulumi.Output<string>;
  /** What must exist before an image can be pulled. */
  readonly grants: pulumi.Resource[];

  constructor(name: string, args: ImageRegistryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("daca:azure:ImageRegistry", name, args, opts);
    const child = { parent: this };
    const { resourceGroupName, location, tags } = args;

    const registry = new Registry(
      `${name}-registry`,
      {
        resourceGroupName,
        location,
        tags,
        registryName: args.registryName,
        // Premium ($50) only adds private endpoints and replication.
        sku: { name: args.sku ?? "Basic" },
        adminUserEnabled: false,
        anonymousPullEnabled: false,
      },
      child,
    );
    const pull = grant(
      `${name}-pull`,
      { role: "AcrPull", scope: registry.id, principalId: args.pullPrincipalId, subscriptionId: args.subscriptionId },
      child,
    );
    sendDiagnostics(`${name}-diagnostics`, { resourceId: registry.id, workspaceId: args.workspaceId }, child);

    this.server = registry.loginServer;
    this.grants = [pull];
    this.registerOutputs({ server: this.server });
  }
}
