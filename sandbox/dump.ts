import type { RecordedResource } from "./recorder.ts";
import type { Recording } from "./run.ts";

/** A resource as reviewers read it. What is at its default is left out, but for what is always worth a look. */
export interface DumpedResource {
  urn: string;
  type: string;
  name: string;
  parent?: string;
  provider?: string;
  protect: boolean;
  aliases: string[];
  dependencies: string[];
  ignoreChanges?: string[];
  replaceOnChanges?: string[];
  retainOnDelete?: boolean;
  deletedWith?: string;
  inputs: unknown;
  /** Of the stack alone. */
  outputs?: unknown;
}

/** All of a recording that a review needs, sorted by URN, secrets redacted, the same from run to run. */
export function dump({ resources, outputs }: Recording): DumpedResource[] {
  return resources
    .map((resource) =>
      resource.type === "pulumi:pulumi:Stack"
        ? { ...describe(resource), outputs: redacted(outputs) }
        : describe(resource),
    )
    .toSorted((a, b) => (a.urn < b.urn ? -1 : 1));
}

function describe(resource: RecordedResource): DumpedResource {
  const { urn, type, name, parent, provider, protect, dependencies, deletedWith } = resource;
  return {
    urn,
    type,
    name,
    ...(parent ? { parent } : {}),
    ...(provider ? { provider } : {}),
    protect,
    aliases: resource.aliases.filter((alias) => !ofTheProvider(alias)),
    dependencies,
    ...(resource.ignoreChanges.length > 0 ? { ignoreChanges: resource.ignoreChanges } : {}),
    ...(resource.replaceOnChanges.length > 0 ? { replaceOnChanges: resource.replaceOnChanges } : {}),
    ...(resource.retainOnDelete ? { retainOnDelete: true } : {}),
    ...(deletedWith ? { deletedWith } : {}),
    inputs: redacted(resource.inputs),
  };
}

/** Whether the provider's SDK gave the alias: azure-native names every API version of a type. */
function ofTheProvider(alias: string): boolean {
  return /azure-native:\w+\/v\d{8}(?:preview)?:/.test(alias);
}

function redacted(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
