import * as pulumi from "@pulumi/pulumi";

/**
 * A part of the architecture. It keeps two rules that are easy to break and costly to mend later, when state exists:
 * every child is named after its parent, and every type token starts with `daca:`.
 */
export abstract class Component<Args extends object> extends pulumi.ComponentResource {
  /**
   * @param token `daca:<area>:<Class>`; it is part of every child's URN, so changing it needs an alias
   * @param args what the caller decided; the engine stores it, so policies can see it
   */
  constructor(token: `daca:${string}:${string}`, name: string, args: Args, opts?: pulumi.ComponentResourceOptions) {
    super(token, name, args, pulumi.mergeOptions(opts, { transformations: [namedAfter(name)] }));
  }
}

function namedAfter(parent: string): pulumi.ResourceTransformation {
  return ({ name, type }) => {
    if (name === parent || name.startsWith(`${parent}-`)) return undefined;
    throw new pulumi.RunError(`${type} is named "${name}"; a child of "${parent}" is named "${parent}-<part>"`);
  };
}
