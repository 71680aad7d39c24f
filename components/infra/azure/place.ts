import { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import type * as pulumi from "@pulumi/pulumi";
import { RandomString } from "@pulumi/random/randomString.js";
import { Component } from "../../component.ts";
import { azureName, type NamedKind, SUFFIX_LENGTH } from "./names.ts";

export interface PlaceArgs {
  /** What the stack is called; the start of every name. */
  base: string;
  /** Azure region, such as `eastus`. */
  location: string;
  /** On the group and on everything in it. */
  tags: Record<string, string>;
}

/** Where an Azure resource is: the arguments that all of them share. */
export interface Where {
  resourceGroupName: pulumi.Output<string>;
  location: string;
  tags: Record<string, string>;
}

/** The resource group that holds a stack, and the names of what is in it. */
export class Place extends Component<PlaceArgs> {
  readonly where: Where;
  readonly resourceGroupId: pulumi.Output<string>;
  readonly #base: string;
  readonly #suffix: pulumi.Output<string>;

  constructor(name: string, args: PlaceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("daca:azure:Place", name, args, opts);
    const child = { parent: this };
    const suffix = new RandomString(`${name}-suffix`, { length: SUFFIX_LENGTH, upper: false, special: false }, child);
    const group = new ResourceGroup(
      `${name}-group`,
      { resourceGroupName: azureName("resourceGroup", args.base, ""), location: args.location, tags: args.tags },
      child,
    );
    this.#base = args.base;
    this.#suffix = suffix.result;
    this.where = { resourceGroupName: group.name, location: args.location, tags: args.tags };
    this.resourceGroupId = group.id;
    this.registerOutputs({ resourceGroupName: group.name });
  }

  /** The name of a resource in this place. See {@link azureName}. */
  nameFor(kind: NamedKind, role?: string): pulumi.Output<string> {
    return this.#suffix.apply((suffix) => azureName(kind, this.#base, suffix, role));
  }
}
