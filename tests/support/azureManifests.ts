import type { Manifest } from "../../components/kubernetes/manifest.ts";
import type { RecordedResource } from "../../sandbox/recorder.ts";

/** Manifests as the resources that Pulumi would make of them, for policies to look at. */
export function asResources(manifests: readonly Manifest[]): RecordedResource[] {
  return manifests.map((inputs) => {
    const api = inputs.apiVersion.includes("/") ? inputs.apiVersion : `core/${inputs.apiVersion}`;
    const type = `kubernetes:${api}:${inputs.kind}`;
    const { name } = inputs.metadata;
    return {
      urn: `urn:pulumi:dev::daca::${type}::${name}`,
      type,
      name,
      parent: undefined,
      custom: true,
      provider: undefined,
      protect: false,
      aliases: [],
      dependencies: [],
      ignoreChanges: [],
      replaceOnChanges: [],
      retainOnDelete: false,
      deletedWith: undefined,
      inputs,
    };
  });
}
